package dev.slipway.plans.web;

import org.jspecify.annotations.Nullable;

/// What somebody typed into a field that was refused, kept for the page that asks again.
///
/// @param field its name, empty where nothing was refused
/// @param fault why it does not do
record Retyped(String field, String words, @Nullable String fault) {

  static final Retyped NONE = new Retyped("", "", null);

  public String typed(String name) {
    return field.equals(name) ? words : "";
  }

  public @Nullable String error(String name) {
    return field.equals(name) ? fault : null;
  }
}

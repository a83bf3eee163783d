package dev.slipway.home;

import java.util.Locale;
import java.util.Optional;

/// In what a service differs between two environments.
public enum Difference {
  VERSION("version"),
  ONE_SIDE("only in one"),
  REPLICAS("replicas"),
  TEMPLATE("template"),
  CONFIGURATION("configuration"),
  UNKNOWN("not known");

  private final String word;

  Difference(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Difference> bySlug(String slug) {
    for (var one : values()) {
      if (one.slug().equals(slug)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}

package dev.slipway.kernel;

import org.jspecify.annotations.Nullable;

/// What an event is about.
///
/// @param kind a singular noun, such as `plan` or `service`
/// @param service slug of the service concerned, for filters
/// @param environment slug of the environment concerned, for filters
public record Subject(
    String kind, String id, String name, @Nullable String service, @Nullable String environment) {

  public static Subject of(String kind, Object id, String name) {
    return new Subject(kind, id.toString(), name, null, null);
  }

  public Subject in(@Nullable String service, @Nullable String environment) {
    return new Subject(kind, id, name, service, environment);
  }
}

package dev.slipway.catalog;

import dev.slipway.identity.EnvironmentClass;

/// Adds an environment.
///
/// @param slug empty to take it from the name
/// @param rank place in the order of promotion, lowest first
public record RegisterEnvironment(
    String slug, String name, EnvironmentClass environmentClass, int rank) {

  public RegisterEnvironment {
    slug = slug.strip();
    name = name.strip();
  }
}

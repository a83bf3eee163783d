package dev.slipway.catalog;

/// Adds a system.
///
/// @param slug empty to take it from the name
public record RegisterSystem(String slug, String name, String description) {

  public RegisterSystem {
    slug = slug.strip();
    name = name.strip();
    description = description.strip();
  }
}

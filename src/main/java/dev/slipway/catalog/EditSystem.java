package dev.slipway.catalog;

/// New words for a system. Its slug never changes.
public record EditSystem(SystemId id, String name, String description) {

  public EditSystem {
    name = name.strip();
    description = description.strip();
  }
}

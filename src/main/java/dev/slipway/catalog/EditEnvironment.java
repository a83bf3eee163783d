package dev.slipway.catalog;

/// New words and place for an environment. Its class stays: roles and policies hang on it.
public record EditEnvironment(EnvironmentId id, String name, int rank) {

  public EditEnvironment {
    name = name.strip();
  }
}

package dev.slipway.identity;

import org.jspecify.annotations.Nullable;

/// Where an act takes place: the owning team and the class of the environment. Null means "not
/// bound to one", which only a grant without that bound covers.
public record Scope(@Nullable TeamId team, @Nullable EnvironmentClass environment) {

  /// An act that belongs to no team and no environment, such as registering a cluster.
  public static final Scope PORTAL = new Scope(null, null);

  public static Scope of(TeamId team, EnvironmentClass environment) {
    return new Scope(team, environment);
  }

  public static Scope of(TeamId team) {
    return new Scope(team, null);
  }
}

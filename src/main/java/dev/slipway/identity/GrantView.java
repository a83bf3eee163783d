package dev.slipway.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A grant in force: which role, where, by whom, why, and since when.
///
/// @param team null means every team
/// @param environment null means every environment, production included
public record GrantView(
    UUID id,
    PersonId person,
    Role role,
    @Nullable TeamSummary team,
    @Nullable EnvironmentClass environment,
    String givenBy,
    String reason,
    Instant since) {

  boolean covers(Scope scope) {
    return (team == null || team.id().equals(scope.team()))
        && (environment == null || environment == scope.environment());
  }

  /// Whether it carries something in a part of the scope, be it all of it: a scope without a bound
  /// holds every place.
  boolean touches(Scope scope) {
    return (team == null || scope.team() == null || team.id().equals(scope.team()))
        && (environment == null
            || scope.environment() == null
            || environment == scope.environment());
  }

  /// In words, such as `service owner of students in production`.
  public String sentence() {
    return role.words()
        + (team == null ? "" : " of " + team.name())
        + (environment == null ? "" : " in " + environment.slug());
  }
}

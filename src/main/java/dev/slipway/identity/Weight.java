package dev.slipway.identity;

import dev.slipway.kernel.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What makes an act about rights weigh so much that nobody does it alone: rights that reach
/// production, or the whole portal.
final class Weight {

  private Weight() {}

  /// Whether this role gives somebody a right in production or over the portal. A role that carries
  /// nothing, or that ends before production, weighs nothing.
  static boolean of(Role role, Scope scope) {
    return RightsTable.carriesAnything(role) && reachesProduction(scope);
  }

  /// Whether somebody holds such a role, also while disabled.
  static boolean of(RightsSnapshot now, PersonId person) {
    return grants(now, person).stream()
        .anyMatch(grant -> of(grant.role(), new Scope(team(grant), grant.environment())));
  }

  /// Whether somebody decides in production as soon as they belong to a team, whichever it is: a
  /// rule can name it, and asks besides only that they hold the role for the service at hand, which
  /// may be another team's.
  static boolean ofJoining(RightsSnapshot now, PersonId person) {
    var deciding = RightsTable.rolesFor(Permission.APPROVAL_DECIDE);
    return grants(now, person).stream()
        .filter(grant -> deciding.contains(grant.role()))
        .anyMatch(grant -> reachesProduction(new Scope(team(grant), grant.environment())));
  }

  private static boolean reachesProduction(Scope scope) {
    return scope.environment() == null || scope.environment() == EnvironmentClass.PRODUCTION;
  }

  private static List<GrantView> grants(RightsSnapshot now, PersonId person) {
    return now.grants().getOrDefault(person, List.of());
  }

  private static @Nullable TeamId team(GrantView grant) {
    return grant.team() == null ? null : grant.team().id();
  }
}

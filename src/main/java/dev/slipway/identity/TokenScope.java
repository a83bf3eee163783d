package dev.slipway.identity;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an API token may do, of what its owner may. Every token reads what everybody signed in
/// reads; one that changes plans, starts and aborts, within these bounds. Nothing else is ever in a
/// token: no decision, no logs, no people, policies or credentials.
///
/// @param changes whether it plans, starts and aborts; else it reads only
/// @param team the team whose services it changes, or null for every team
/// @param services slugs of the services it changes; empty means every service
/// @param environments classes of the environments it changes something in
public record TokenScope(
    boolean changes,
    @Nullable TeamId team,
    Set<String> services,
    Set<EnvironmentClass> environments) {

  private static final Set<Permission> READING = EnumSet.of(Permission.PUBLIC, Permission.VIEW);
  private static final Set<Permission> CHANGING =
      EnumSet.of(Permission.CHANGE_PLAN, Permission.DEPLOYMENT_ABORT);

  public TokenScope {
    services = Set.copyOf(services);
    environments = Set.copyOf(environments);
  }

  /// Whether it has the permission for anything at all.
  boolean allowsSomewhere(Permission permission) {
    return READING.contains(permission) || (changes && CHANGING.contains(permission));
  }

  /// @param subject what is acted upon; where it is not known, a token of some services has nothing
  boolean allows(Permission permission, Scope scope, @Nullable Subject subject) {
    return READING.contains(permission)
        || (allowsSomewhere(permission)
            && (team == null || team.equals(scope.team()))
            && environments.containsAll(
                scope.environment() == null
                    ? EnumSet.allOf(EnvironmentClass.class)
                    : EnumSet.of(scope.environment()))
            && (services.isEmpty() || (subject != null && isOneOf(subject.service()))));
  }

  private boolean isOneOf(@Nullable String service) {
    return service != null && services.contains(service);
  }

  /// In words, such as `plan, start and abort changes, and say what is proven of images, of
  /// student-service in staging`.
  ///
  /// @param teamName what the team is called, or null for every team
  String sentence(@Nullable String teamName) {
    if (!changes) {
      return "only read";
    }
    List<String> classes = new ArrayList<>();
    new TreeSet<>(environments).forEach(each -> classes.add(each.slug()));
    return "plan, start and abort changes, and say what is proven of images,"
        + (services.isEmpty() ? "" : " of " + String.join(", ", new TreeSet<>(services)))
        + (teamName == null ? "" : " of team " + teamName)
        + " in "
        + String.join(", ", classes);
  }
}

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
/// reads; one that changes plans, starts and aborts, and one for objectives takes them over from
/// files, both within these bounds. Nothing else is ever in a token: no decision, no logs, no
/// people, policies or credentials. What a pipeline ships by is held back by objectives, so either
/// is said by itself.
///
/// @param changes whether it plans, starts and aborts
/// @param objectives whether it edits objectives
/// @param team the team whose services it changes, or null for every team
/// @param services slugs of the services it changes; empty means every service
/// @param environments classes of the environments it changes something in
public record TokenScope(
    boolean changes,
    boolean objectives,
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
    return READING.contains(permission)
        || (changes && CHANGING.contains(permission))
        || (objectives && permission == Permission.SLO_EDIT);
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

  /// Whether it does anything but read.
  boolean writes() {
    return changes || objectives;
  }

  /// In words, such as `plan, start and abort changes, and say what is proven of images, of
  /// student-service in staging`.
  ///
  /// @param teamName what the team is called, or null for every team
  String sentence(@Nullable String teamName) {
    if (!writes()) {
      return "only read";
    }
    List<String> acts = new ArrayList<>();
    if (changes) {
      acts.add("plan, start and abort changes, and say what is proven of images,");
    }
    if (objectives) {
      acts.add("take objectives over from files,");
    }
    List<String> classes = new ArrayList<>();
    new TreeSet<>(environments).forEach(each -> classes.add(each.slug()));
    return String.join(" and ", acts)
        + (services.isEmpty() ? "" : " of " + String.join(", ", new TreeSet<>(services)))
        + (teamName == null ? "" : " of team " + teamName)
        + " in "
        + String.join(", ", classes);
  }
}

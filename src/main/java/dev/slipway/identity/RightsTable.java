package dev.slipway.identity;

import static dev.slipway.identity.Role.APPROVER;
import static dev.slipway.identity.Role.AUDITOR;
import static dev.slipway.identity.Role.DEVELOPER;
import static dev.slipway.identity.Role.ENVIRONMENT_OWNER;
import static dev.slipway.identity.Role.PLATFORM_ADMIN;
import static dev.slipway.identity.Role.SERVICE_OWNER;

import dev.slipway.kernel.Permission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Which role may do what, within the team and environment class of its grant. What is not in the
/// table is denied. A platform administrator can neither deploy nor decide nor read logs; reading
/// the catalog takes no role.
final class RightsTable {

  private static final Map<Permission, Set<Role>> MAY =
      Map.ofEntries(
          row(Permission.LOGS_VIEW, DEVELOPER, SERVICE_OWNER, APPROVER, ENVIRONMENT_OWNER),
          row(
              Permission.ENVIRONMENT_VALUES_VIEW,
              DEVELOPER,
              SERVICE_OWNER,
              APPROVER,
              ENVIRONMENT_OWNER),
          row(Permission.SERVICE_EDIT, DEVELOPER, SERVICE_OWNER),
          row(Permission.CATALOG_MANAGE, SERVICE_OWNER, PLATFORM_ADMIN),
          row(Permission.CHANGE_PLAN, DEVELOPER, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.CHANGE_CLASS_DECLARE, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.GATE_OVERRIDE, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.APPROVAL_DECIDE, SERVICE_OWNER, APPROVER, ENVIRONMENT_OWNER),
          row(Permission.ACT_AGREE, ENVIRONMENT_OWNER, PLATFORM_ADMIN),
          row(Permission.APPROVAL_REVOKE, SERVICE_OWNER, APPROVER, ENVIRONMENT_OWNER),
          row(
              Permission.DEPLOYMENT_ABORT,
              DEVELOPER,
              SERVICE_OWNER,
              APPROVER,
              ENVIRONMENT_OWNER,
              PLATFORM_ADMIN),
          row(Permission.DEPLOYMENT_RESOLVE, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.VERIFICATION_EDIT, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.LOCK_EDIT, DEVELOPER, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.FREEZE_EDIT, ENVIRONMENT_OWNER),
          row(Permission.POLICY_EDIT, ENVIRONMENT_OWNER),
          row(Permission.SLO_EDIT, DEVELOPER, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.BACKUP_EDIT, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.BACKUP_RUN, DEVELOPER, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.BACKUP_RESTORE, SERVICE_OWNER, ENVIRONMENT_OWNER),
          row(Permission.CLUSTER_MANAGE, PLATFORM_ADMIN),
          row(Permission.PEOPLE_MANAGE, PLATFORM_ADMIN),
          row(Permission.GRANT_MANAGE, PLATFORM_ADMIN),
          row(Permission.TOKEN_MANAGE, SERVICE_OWNER, PLATFORM_ADMIN),
          row(Permission.WEBHOOK_MANAGE, PLATFORM_ADMIN),
          row(
              Permission.AUDIT_VIEW,
              DEVELOPER,
              SERVICE_OWNER,
              APPROVER,
              ENVIRONMENT_OWNER,
              AUDITOR),
          row(Permission.AUDIT_EXPORT, SERVICE_OWNER, AUDITOR));

  private RightsTable() {}

  /// The roles that carry a permission; empty for what needs no role.
  static Set<Role> rolesFor(Permission permission) {
    return MAY.getOrDefault(permission, Set.of());
  }

  /// Whether a role carries any permission at all.
  static boolean carriesAnything(Role role) {
    return MAY.values().stream().anyMatch(roles -> roles.contains(role));
  }

  /// What every person has by being known and enabled.
  static boolean needsNoRole(Permission permission) {
    return switch (permission) {
      case PUBLIC, OWN_ACCOUNT, VIEW -> true;
      default -> false;
    };
  }

  private static Map.Entry<Permission, Set<Role>> row(
      Permission permission, Role first, Role... others) {
    return Map.entry(permission, Set.copyOf(EnumSet.of(first, others)));
  }
}

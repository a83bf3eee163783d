package dev.slipway.approvals;

import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One rule: so many seats, filled by people who hold the role for the request's scope (and, if a
/// team is named, are members of it). Rules are AND-ed; one person fills one seat over all rules.
public record ApprovalRule(String name, Role role, @Nullable TeamId team, int seats) {

  /// Roles that can decide. An administrator of the portal never decides by that role.
  public static final Set<Role> DECIDING_ROLES =
      Set.copyOf(EnumSet.of(Role.APPROVER, Role.SERVICE_OWNER, Role.ENVIRONMENT_OWNER));

  private static final String SECOND = "Another platform administrator";

  /// What is held until a second person agrees may ask for an administrator, and nothing else may:
  /// requests for plans refuse it.
  static final ApprovalRule SECOND_ADMINISTRATOR =
      new ApprovalRule(SECOND, Role.PLATFORM_ADMIN, null, 1);

  public ApprovalRule {
    if (seats < 1 || seats > 10) {
      throw new IllegalArgumentException("seats: " + seats + " (expected: 1 to 10)");
    }
    var second = role == Role.PLATFORM_ADMIN && name.equals(SECOND) && team == null && seats == 1;
    if (!DECIDING_ROLES.contains(role) && !second) {
      throw new IllegalArgumentException(
          "role: " + role + " (expected: one of " + DECIDING_ROLES + ")");
    }
  }

  /// Whether it asks for an administrator, which only held acts do.
  boolean isForAdministrators() {
    return role == Role.PLATFORM_ADMIN;
  }
}

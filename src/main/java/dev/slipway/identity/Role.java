package dev.slipway.identity;

import java.util.Locale;

/// Roles as bound to a team and an environment class. Nobody inherits across production.
public enum Role {
  VIEWER,
  DEVELOPER,
  SERVICE_OWNER,
  APPROVER,
  ENVIRONMENT_OWNER,
  PLATFORM_ADMIN,
  AUDITOR;

  /// As a person says it, such as `service owner`.
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Roles of the whole portal cannot be bound to a team or an environment.
  public boolean isPortalWide() {
    return this == PLATFORM_ADMIN || this == AUDITOR || this == VIEWER;
  }
}

package dev.slipway.identity;

/// Roles as bound to a team and an environment class. Nobody inherits across production.
public enum Role {
  VIEWER,
  DEVELOPER,
  SERVICE_OWNER,
  APPROVER,
  ENVIRONMENT_OWNER,
  PLATFORM_ADMIN,
  AUDITOR
}

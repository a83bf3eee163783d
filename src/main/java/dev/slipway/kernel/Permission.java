package dev.slipway.kernel;

/// What a handler or an act demands. Every handler declares one; `identity.Access` decides who has
/// it.
public enum Permission {
  /// No sign-in needed: sign-in itself, static files, error pages.
  PUBLIC,
  /// Anybody signed in, for their own account.
  OWN_ACCOUNT,
  VIEW,
  LOGS_VIEW,
  ENVIRONMENT_VALUES_VIEW,
  SERVICE_EDIT,
  CATALOG_MANAGE,
  CHANGE_PLAN,
  /// To call a change a fix, a security fix or critical, which an error budget holds back less.
  CHANGE_CLASS_DECLARE,
  /// To ask that a plan goes past its error budget once, or that what the gate of production goes
  /// by is loosened; a second person agrees.
  GATE_OVERRIDE,
  APPROVAL_DECIDE,
  /// Agrees to an act of somebody else that waits for a second person; never to a plan.
  ACT_AGREE,
  APPROVAL_REVOKE,
  DEPLOYMENT_ABORT,
  DEPLOYMENT_RESOLVE,
  /// To say how rollouts are verified, and whether a failed one is taken back by itself.
  VERIFICATION_EDIT,
  LOCK_EDIT,
  FREEZE_EDIT,
  POLICY_EDIT,
  /// To define, edit and end objectives.
  SLO_EDIT,
  /// Says what a backup protects, how old it may become, and how a drill went.
  BACKUP_EDIT,
  /// To plan a run of a backup, and to stop or resume what makes it.
  BACKUP_RUN,
  /// To plan that a backup is put back, to try it or for good.
  BACKUP_RESTORE,
  CLUSTER_MANAGE,
  PEOPLE_MANAGE,
  GRANT_MANAGE,
  /// To see and revoke the API tokens of others.
  TOKEN_MANAGE,
  WEBHOOK_MANAGE,
  AUDIT_VIEW,
  AUDIT_EXPORT
}

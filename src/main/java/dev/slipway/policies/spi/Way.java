package dev.slipway.policies.spi;

/// Where a change leads, seen from what ran there before. The portal computes it from its history
/// and never takes it from a requester: a rollback passes freezes and locks and needs fewer
/// approvals.
public enum Way {
  /// Back to the deployment that ran there last and succeeded.
  LAST_GOOD,
  /// Back to something else that ran there before what runs now and was not taken back.
  BACK,
  /// Anywhere else. A change of kind rollback that leads here is judged as a rollout.
  FORWARD
}

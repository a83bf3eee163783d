package dev.slipway.deployments;

import java.time.Instant;

/// Whether somebody who heals the workload by itself put a change back.
///
/// @param owner who does, such as an Argo CD application
/// @param until when the portal stops looking
/// @param text what it saw, in a sentence
public record RevertWatch(State state, String owner, Instant until, String text) {

  /// WATCHING: still looking. KEPT: the change was there to the end. REVERTED: it was put back.
  /// UNSEEN: the portal could not look to the end.
  public enum State {
    WATCHING,
    KEPT,
    REVERTED,
    UNSEEN
  }

  public boolean isReverted() {
    return state == State.REVERTED;
  }
}

package dev.slipway.clusters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How old what we know of a cluster is.
///
/// @param asOf last proof (list, event, bookmark or probe) over all kinds, the oldest kind
///   counting; null before the first
/// @param reason why it is not live, for people
public record Freshness(State state, @Nullable Instant asOf, @Nullable String reason) {

  /// LIVE: proof within 90 s and watches up. STALE: no watch, or older. LOST: older than 5 min, or
  /// never seen: status is unknown and changes are off.
  public enum State {
    LIVE,
    STALE,
    LOST
  }
}

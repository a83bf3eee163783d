package dev.slipway.clusters;

import java.time.Duration;

/// What came of a write that was sent once.
public sealed interface WriteResult {

  /// Accepted by the API server.
  record Accepted(String uid, long generation, String resourceVersion) implements WriteResult {}

  /// The precondition did not hold: nothing was written (409, or 422 of a failed `test`).
  record Conflict(String message) implements WriteResult {}

  /// Refused: nothing was written (403, 404, 422 and other 4xx).
  record Refused(int status, String message) implements WriteResult {}

  /// Asked to come later (429): nothing was written.
  record TryLater(Duration after) implements WriteResult {}

  /// No answer, or one that proves nothing (timeout, reset, 5xx): it may have been written.
  record Unknown(String message) implements WriteResult {}
}

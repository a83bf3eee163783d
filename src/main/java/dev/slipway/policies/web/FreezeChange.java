package dev.slipway.policies.web;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;

/// What somebody typed to end or to shorten one freeze of the calendar. Its fields stand once for
/// every freeze, so their names in the page carry the id.
record FreezeChange(UUID freeze, String ends, String reason) {

  private static final int SHORTEST_REASON = 10;
  private static final int LONGEST_REASON = 2000;

  LocalDateTime newEnd() {
    return FreezeForm.moment("The new end", ends);
  }

  /// The field to mend: the end is read first where it cannot be read at all, then the reason.
  String refusedField() {
    var words = reason.strip().length();
    return words >= SHORTEST_REASON && words <= LONGEST_REASON
        ? "ends-" + freeze
        : "reason-" + freeze;
  }

  Map<String, String> values() {
    return Map.of("ends-" + freeze, ends, "reason-" + freeze, reason);
  }
}

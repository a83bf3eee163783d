package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as it stands in the database.
record StoredDecision(
    UUID id,
    ApprovalId request,
    PersonId person,
    String personName,
    int attempt,
    boolean approved,
    String comment,
    Instant at,
    Instant countsAt,
    @Nullable Instant undoneAt,
    @Nullable String undoneWhy) {

  boolean inForce() {
    return undoneAt == null;
  }
}

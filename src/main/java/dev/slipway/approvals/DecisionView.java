package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as people see it.
///
/// @param counts whether it counts now; if not, `whyNot` says why (undone, not yet, right lost)
public record DecisionView(
    UUID id,
    PersonId person,
    String personName,
    boolean approved,
    String comment,
    Instant at,
    Instant countsAt,
    boolean counts,
    @Nullable String whyNot) {}

package dev.slipway.plans;

import dev.slipway.policies.spi.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the policies said to whoever only asked, as it is kept.
///
/// @param id of the record
/// @param at by the database's clock
/// @param verdicts the gravest first
/// @param again when to ask again may bring another answer; null where waiting does not help, or
///   nobody knows
public record Answered(
    UUID id, Instant at, GateOutcome outcome, List<Verdict> verdicts, @Nullable Instant again) {}

package dev.slipway.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What a service must answer after a rollout: a smoke test.
///
/// @param tries how many may fail: one that passes suffices
/// @param pause from one try to the next
/// @param timeout how long one request may take, the whole answer read; a Job has its own
/// @param version counts edits, from 1
public record SmokeCheck(
    UUID id,
    String name,
    SmokeProbe probe,
    int tries,
    Duration pause,
    Duration timeout,
    int version,
    String editedBy,
    Instant editedAt) {}

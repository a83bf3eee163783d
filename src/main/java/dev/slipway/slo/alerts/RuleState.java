package dev.slipway.slo.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule for alerts as a Prometheus has it (`/api/v1/rules?type=alert`).
///
/// @param query its expression
/// @param health `ok`, `err`, or `unknown` before the first evaluation
/// @param error what went wrong in the last evaluation; empty where nothing did
/// @param evaluatedAt by the server's clock; null before the first evaluation
/// @param interval between evaluations of its group
public record RuleState(
    String group,
    String name,
    String query,
    Map<String, String> labels,
    String health,
    String error,
    @Nullable Instant evaluatedAt,
    Duration interval) {}

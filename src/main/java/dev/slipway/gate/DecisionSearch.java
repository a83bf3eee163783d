package dev.slipway.gate;

import dev.slipway.policies.spi.ChangeClass;
import org.jspecify.annotations.Nullable;

/// Which decisions to read, newest first; empty and null do not narrow.
///
/// @param service slug
/// @param environment slug
/// @param cursor of the page before
public record DecisionSearch(
    String service,
    String environment,
    @Nullable DecisionOutcome outcome,
    @Nullable DecisionOccasion occasion,
    @Nullable ChangeClass changeClass,
    @Nullable String cursor,
    int limit) {}

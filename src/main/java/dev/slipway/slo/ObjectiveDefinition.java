package dev.slipway.slo;

import java.math.BigDecimal;
import java.util.UUID;

/// What an objective promises and how that is counted.
///
/// @param name unique within service and environment
/// @param objective percent of events that must be good, above 0 and below 100
/// @param windowDays length of the rolling window, 1 to 90
/// @param gating whether a gate asks it while it is active
/// @param datasource where its events are counted
public record ObjectiveDefinition(
    String name,
    String description,
    BigDecimal objective,
    int windowDays,
    Indicator indicator,
    boolean gating,
    UUID datasource) {}

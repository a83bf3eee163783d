package dev.slipway.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was known of one objective when the gate decided by it.
///
/// @param percent of events that must be good
/// @param state of its budget, as a slug
/// @param quality how fresh that was, as a slug
/// @param bad events in the whole window; null where none were counted
/// @param total events in the whole window; null where none were counted
/// @param consumed share of the budget that was used; null where nobody knew
/// @param burn how many times as fast as allowed it burned in the last hour; null where nobody knew
/// @param alert the most urgent pair of windows that fired, as a slug
/// @param asOf up to when it was counted; null where it never was
/// @param reason what stood out; null where nothing did
/// @param datasource name of who counted; null in a record of before this was kept
/// @param version of the definition that counted
/// @param errorQuery what counted bad events; null where a share was asked for
/// @param totalQuery what counted all events; null where a share was asked for
/// @param rawQuery what told the share of bad events; null where events were counted
public record DecisionEvidence(
    UUID objective,
    String name,
    BigDecimal percent,
    int windowDays,
    String state,
    String quality,
    @Nullable BigDecimal bad,
    @Nullable BigDecimal total,
    @Nullable BigDecimal consumed,
    @Nullable BigDecimal burn,
    String alert,
    @Nullable Instant asOf,
    @Nullable String reason,
    @Nullable String datasource,
    int version,
    @Nullable String errorQuery,
    @Nullable String totalQuery,
    @Nullable String rawQuery) {}

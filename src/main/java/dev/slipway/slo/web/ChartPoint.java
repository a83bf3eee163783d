package dev.slipway.slo.web;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One moment of a series.
///
/// @param value null where nothing is known, which is drawn as a gap
record ChartPoint(Instant at, @Nullable BigDecimal value) {}

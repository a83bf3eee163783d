package dev.slipway.plans;

import java.time.Duration;

/// How long changes of this kind took on this workload.
///
/// @param median half took less
/// @param slow nine of ten took less
/// @param count how many of them
public record UsualDuration(Duration median, Duration slow, int count) {}

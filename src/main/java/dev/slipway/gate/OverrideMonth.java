package dev.slipway.gate;

import java.time.YearMonth;

/// How often a team let a change past a used-up budget in a month.
///
/// @param month of UTC
/// @param team its name
public record OverrideMonth(YearMonth month, String team, int used) {}

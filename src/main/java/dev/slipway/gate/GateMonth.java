package dev.slipway.gate;

import java.time.YearMonth;

/// What a team started in a month where a budget had a say, and what it called it: a share of fixes
/// that grows while budgets are short asks whether they were fixes.
///
/// @param month of UTC
/// @param team its name
/// @param started changes that were started, without rollbacks
/// @param fixes those of them that were judged as fixes or security fixes
/// @param declared those of them whose requester declared a lighter class than anybody could tell
/// @param overrides those that two people let past a used-up budget
public record GateMonth(
    YearMonth month, String team, int started, int fixes, int declared, int overrides) {

  GateMonth plus(GateMonth other) {
    return new GateMonth(
        month,
        team,
        started + other.started,
        fixes + other.fixes,
        declared + other.declared,
        overrides + other.overrides);
  }
}

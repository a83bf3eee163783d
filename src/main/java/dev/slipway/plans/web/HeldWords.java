package dev.slipway.plans.web;

import dev.slipway.shell.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds a plan, and the next step: a freeze, a lock, a running change and an error budget
/// pass, and the start asks anew; anything else was planned that way.
final class HeldWords {

  private static final String FREEZE = "freeze-window";
  private static final String ONCE_CLEAR =
      "As soon as all of it is out of the way it can go on from here; ";
  private static final Set<String> PASSING =
      Set.of(FREEZE, "lock", "running-change", "error-budget");

  private HeldWords() {}

  /// @param held names of the policies that stand in the way
  /// @param frozenUntil when the freeze that holds here ends, or null
  static String of(Set<String> held, @Nullable Instant frozenUntil, Instant expiresAt) {
    if (!PASSING.containsAll(held)) {
      return "A policy blocks this: see the checks. Plan again when it is out of the way.";
    }
    var expires = "it expires " + Times.full(expiresAt, ZoneOffset.UTC);
    if (frozenUntil == null || !held.contains(FREEZE)) {
      return "Held for now: see the checks. " + ONCE_CLEAR + expires + ".";
    }
    var freeze = "Held by a freeze until " + Times.full(frozenUntil, ZoneOffset.UTC) + ". ";
    if (!frozenUntil.isBefore(expiresAt)) {
      return freeze + "By then it is over (" + expires + "): plan again after the freeze.";
    }
    return held.stream().allMatch(FREEZE::equals)
        ? freeze + "Then it can go on from here; " + expires + "."
        : freeze + "More than that holds it: see the checks. " + ONCE_CLEAR + expires + ".";
  }
}

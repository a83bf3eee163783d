package dev.slipway.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All alerts of one moment.
///
/// @param lines what fires first, the urgent before others
/// @param blind rules that watch nothing
/// @param sources who tells
public record AlertBoard(List<AlertLine> lines, List<BlindRule> blind, List<Teller> sources) {

  static final AlertBoard EMPTY = new AlertBoard(List.of(), List.of(), List.of());

  /// A datasource that is asked for alerts.
  ///
  /// @param rules how many it has
  /// @param asOf when it last answered; null if it never did
  /// @param trouble why it did not since; null where it did
  public record Teller(
      String name, boolean manager, int rules, @Nullable Instant asOf, @Nullable String trouble) {}
}

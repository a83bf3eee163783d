package dev.slipway.gate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the gate would say of changes of a service in an environment now, by the last evaluation.
///
/// @param now where the budget stands, in a sentence
/// @param lines by kind of change, what is held the most first; what would be held, where nothing
///   is
/// @param reopens when a held feature goes again if nothing new burns; null where that is not held,
///   or not known
public record GateOutlook(GateMode mode, String now, List<Line> lines, @Nullable Instant reopens) {

  /// What happens to one class of changes.
  ///
  /// @param look `failed` for what waits, `waiting` for what needs a person, `healthy` for what
  ///   goes
  public record Line(String what, String word, String look) {}
}

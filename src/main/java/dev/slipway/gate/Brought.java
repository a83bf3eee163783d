package dev.slipway.gate;

import dev.slipway.kernel.Plural;
import dev.slipway.policies.spi.ChangeClass;
import java.util.List;

/// What is known of the commits that a change brings.
///
/// @param ranges one for each image that takes the place of another; empty where one is not known
/// @param tally all of their commits
/// @param gap what to do so that they become known, in a sentence; empty where they are, or where
///   nothing helps
record Brought(List<DecisionCommits.Range> ranges, CommitTally tally, String gap) {

  static Brought unknown(String gap) {
    return new Brought(List.of(), CommitTally.NONE, gap);
  }

  boolean isKnown() {
    return !ranges.isEmpty();
  }

  /// The class that they make of a change.
  ChangeClass changeClass(boolean hasTicket) {
    var derived = tally.changeClass();
    return derived == ChangeClass.FIX && !hasTicket ? ChangeClass.FEATURE : derived;
  }

  /// Such as `3 commits since 1a2b3c4, all fixes`.
  String words() {
    var from =
        ranges.size() == 1
            ? "since " + CommitRanges.abbreviated(ranges.getFirst().since())
            : "of " + Plural.of(ranges.size(), "image");
    return "%s %s, %s".formatted(Plural.of(tally.count(), "commit"), from, tally.words());
  }
}

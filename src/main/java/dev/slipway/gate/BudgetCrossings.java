package dev.slipway.gate;

import dev.slipway.slo.BudgetState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which thresholds budgets have crossed, and back, since it was last looked. A pure function of
/// where budgets stand and of the crossings that are known. Whoever looks seldom, or twice, sees
/// the same: one task for each crossing.
final class BudgetCrossings {

  private BudgetCrossings() {}

  /// A crossing that is not over. Its task may be.
  record Known(UUID task, UUID objective, BudgetThreshold threshold) {}

  /// A crossing that nobody has seen before.
  ///
  /// @param highest whether the objective crossed no higher one at the same time: that one is told
  record Crossed(UUID objective, BudgetThreshold threshold, boolean highest) {}

  /// A crossing that is over.
  ///
  /// @param counts else the objective has no say any more
  record Over(UUID task, boolean counts) {}

  /// @param now where the budgets stand that have a say
  static List<Crossed> crossed(Map<UUID, BudgetState> now, Collection<Known> known) {
    var seen = new HashSet<String>();
    known.forEach(one -> seen.add(one.objective() + " " + one.threshold()));
    List<Crossed> crossed = new ArrayList<>();
    now.forEach((objective, state) -> {
      var fresh = new ArrayList<BudgetThreshold>();
      for (var threshold : BudgetThreshold.values()) {
        if (threshold.isReachedBy(state) && !seen.contains(objective + " " + threshold)) {
          fresh.add(threshold);
        }
      }
      fresh.forEach(threshold ->
          crossed.add(new Crossed(objective, threshold, threshold == fresh.getLast())));
    });
    return crossed;
  }

  /// What nobody knows ends nothing, and no traffic is no evidence either.
  ///
  /// @param now where the budgets stand that have a say
  static List<Over> over(Map<UUID, BudgetState> now, Collection<Known> known) {
    List<Over> over = new ArrayList<>();
    for (var one : known) {
      var state = now.get(one.objective());
      if (state == null) {
        over.add(new Over(one.task(), false));
      } else if (state != BudgetState.UNKNOWN
          && state != BudgetState.NO_TRAFFIC
          && !one.threshold().isReachedBy(state)) {
        over.add(new Over(one.task(), true));
      }
    }
    return over;
  }
}

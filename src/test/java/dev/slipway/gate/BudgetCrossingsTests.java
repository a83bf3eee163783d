package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.BudgetCrossings.Crossed;
import dev.slipway.gate.BudgetCrossings.Known;
import dev.slipway.gate.BudgetCrossings.Over;
import dev.slipway.slo.BudgetState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BudgetCrossingsTests {

  private static final UUID OBJECTIVE = new UUID(1, 1);

  @Test
  void eachThresholdBelongsToTheStatesFromItOn() {
    assertThat(reached(BudgetState.HEALTHY)).isEmpty();
    assertThat(reached(BudgetState.REVIEW)).containsExactly(25);
    assertThat(reached(BudgetState.FREEZE)).containsExactly(25);
    assertThat(reached(BudgetState.FEATURE_STOP)).containsExactly(25, 75);
    assertThat(reached(BudgetState.EXHAUSTED)).containsExactly(25, 75, 100);
    assertThat(reached(BudgetState.UNKNOWN)).isEmpty();
    assertThat(reached(BudgetState.NO_TRAFFIC)).isEmpty();
  }

  @Test
  void aJumpCrossesAllAndTellsOfTheHighest() {
    assertThat(BudgetCrossings.crossed(Map.of(OBJECTIVE, BudgetState.EXHAUSTED), List.of()))
        .containsExactly(
            new Crossed(OBJECTIVE, BudgetThreshold.REVIEW, false),
            new Crossed(OBJECTIVE, BudgetThreshold.STOP, false),
            new Crossed(OBJECTIVE, BudgetThreshold.EXHAUSTED, true));
  }

  @Test
  void whatNobodyKnowsEndsNothingAndWhatHasNoSayEndsAll() {
    var known = List.of(new Known(new UUID(2, 2), OBJECTIVE, BudgetThreshold.REVIEW));

    assertThat(BudgetCrossings.over(Map.of(OBJECTIVE, BudgetState.UNKNOWN), known)).isEmpty();
    assertThat(BudgetCrossings.over(Map.of(OBJECTIVE, BudgetState.NO_TRAFFIC), known)).isEmpty();
    assertThat(BudgetCrossings.over(Map.of(OBJECTIVE, BudgetState.HEALTHY), known))
        .containsExactly(new Over(new UUID(2, 2), true));
    assertThat(BudgetCrossings.over(Map.of(), known))
        .containsExactly(new Over(new UUID(2, 2), false));
  }

  /// Whatever a budget does and however often it is looked at: one for each way up, none twice.
  @Test
  void everyWayUpIsOneCrossingHoweverOftenItIsLookedAt() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    List<Known> known = new ArrayList<>();
    Map<BudgetThreshold, Integer> raised = new EnumMap<>(BudgetThreshold.class);
    Map<BudgetThreshold, Integer> ways = new EnumMap<>(BudgetThreshold.class);
    Map<BudgetThreshold, Boolean> above = new EnumMap<>(BudgetThreshold.class);
    var states = List.of(BudgetState.values());
    for (var step = 0; step < 2_000; step++) {
      var state = states.get(random.nextInt(states.size()));
      if (state != BudgetState.UNKNOWN && state != BudgetState.NO_TRAFFIC) {
        for (var threshold : BudgetThreshold.values()) {
          var is = threshold.isReachedBy(state);
          if (is && !above.getOrDefault(threshold, false)) {
            ways.merge(threshold, 1, Integer::sum);
          }
          above.put(threshold, is);
        }
      }
      for (var look = 0; look <= random.nextInt(3); look++) {
        look(Map.of(OBJECTIVE, state), known, raised);
      }
    }
    assertThat(raised).as("seed " + seed).isEqualTo(ways);
  }

  private static void look(
      Map<UUID, BudgetState> now, List<Known> known, Map<BudgetThreshold, Integer> raised) {
    var before = List.copyOf(known);
    BudgetCrossings.over(now, before)
        .forEach(over -> known.removeIf(one -> one.task().equals(over.task())));
    BudgetCrossings.crossed(now, before)
        .forEach(crossed -> {
          raised.merge(crossed.threshold(), 1, Integer::sum);
          known.add(new Known(UUID.randomUUID(), crossed.objective(), crossed.threshold()));
        });
    assertThat(known.stream().map(Known::threshold).distinct().count()).isEqualTo(known.size());
  }

  private static List<Integer> reached(BudgetState state) {
    return List.of(BudgetThreshold.values()).stream()
        .filter(threshold -> threshold.isReachedBy(state))
        .map(BudgetThreshold::percent)
        .toList();
  }
}

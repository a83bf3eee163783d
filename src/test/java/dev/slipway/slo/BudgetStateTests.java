package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.slo.WorstOf.Standing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// States from evaluation to evaluation, and of several objectives together.
class BudgetStateTests {

  private static final List<BudgetState> BANDS =
      List.of(
          BudgetState.HEALTHY,
          BudgetState.REVIEW,
          BudgetState.FREEZE,
          BudgetState.FEATURE_STOP,
          BudgetState.EXHAUSTED);

  @Test
  void aFreezeBeginsAtOnceAndEndsAtTheSecondEvaluationBelowItsMargin() {
    var states = new ArrayList<BudgetState>();
    var kept = KeptState.first(new BigDecimal("0.51"));
    states.add(kept.state());
    for (var consumed : List.of("0.495", "0.481", "0.479", "0.478", "0.50")) {
      kept = kept.after(new BigDecimal(consumed));
      states.add(kept.state());
    }
    assertThat(states)
        .containsExactly(
            BudgetState.FREEZE,
            BudgetState.FREEZE,
            BudgetState.FREEZE,
            BudgetState.FREEZE,
            BudgetState.REVIEW,
            BudgetState.FREEZE);
  }

  @Test
  void aStateThatHoldsAlthoughLessIsUsedSaysWhatEndsIt() {
    assertThat(frozen("0.5").held()).as("it is used as much as it says").isEmpty();
    assertThat(frozen("0.39").held()).isEqualTo("that ends with the next count, in about a minute");
    assertThat(frozen("0.49").held()).isEqualTo("that ends below 48 % used, counted twice");
  }

  private static BudgetReading frozen(String used) {
    return new BudgetReading(
        BudgetState.FREEZE,
        ReadingQuality.FRESH,
        new BigDecimal(used),
        null,
        BurnSeverity.NONE,
        null,
        null);
  }

  @Test
  void whatIsJustAtTheMarginStillHoldsItsState() {
    var kept = KeptState.first(new BigDecimal("0.5"));
    for (var i = 0; i < 5; i++) {
      kept = kept.after(new BigDecimal("0.48"));
    }
    assertThat(kept.state()).isEqualTo(BudgetState.FREEZE);
    kept = kept.after(new BigDecimal("0.479999999"));
    assertThat(kept.state()).isEqualTo(BudgetState.FREEZE);
    assertThat(kept.after(new BigDecimal("0.479999999")).state()).isEqualTo(BudgetState.REVIEW);
  }

  @Test
  void oneLowEvaluationDoesNotOpenWhatTheOtherOneHolds() {
    var exhausted = KeptState.first(new BigDecimal("1.2"));
    var fallen = exhausted.after(new BigDecimal("0.9")).after(new BigDecimal("0.1"));
    assertThat(fallen.state()).isEqualTo(BudgetState.FEATURE_STOP);
    assertThat(fallen.after(new BigDecimal("0.1")).state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void onlyABandIsKept() {
    for (var state : List.of(BudgetState.UNKNOWN, BudgetState.NO_TRAFFIC)) {
      assertThatThrownBy(() -> new KeptState(state, BigDecimal.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void moreErrorsNeverMakeABetterState() {
    var seed = System.nanoTime();
    System.out.println("BudgetStateTests seed " + seed);
    var random = new Random(seed);
    for (var round = 0; round < 2_000; round++) {
      var target = new Target(BigDecimal.valueOf(1 + random.nextLong(99_999_999), 6));
      var total = 1 + random.nextLong(1_000_000_000);
      var bad = random.nextLong(total + 1);
      var fewer = bad == 0 ? 0 : random.nextLong(bad + 1);
      assertThat(state(target, fewer, total))
          .as("seed %d: %s, %d or %d of %d", seed, target, fewer, bad, total)
          .isLessThanOrEqualTo(state(target, bad, total));
    }
  }

  /// With a hundred million events the least step of one event is seen at nine places.
  @Test
  void aThresholdIsReachedByTheVeryEventThatReachesIt() {
    var seed = System.nanoTime();
    System.out.println("BudgetStateTests seed " + seed);
    var random = new Random(seed);
    for (var round = 0; round < 500; round++) {
      var allowed = 4 * (1 + random.nextLong(10_000_000));
      var target = Target.of("99.9");
      for (var quarter = 1; quarter <= 4; quarter++) {
        var bad = allowed * quarter / 4;
        assertThat(state(target, bad, allowed * 1_000))
            .as("seed %d: %d of %d", seed, bad, allowed)
            .isEqualTo(BANDS.get(quarter));
        assertThat(state(target, bad - 1, allowed * 1_000))
            .as("seed %d: one less than %d of %d", seed, bad, allowed)
            .isEqualTo(BANDS.get(quarter - 1));
      }
    }
  }

  @Test
  void noStateIsLeftBeforeTwoEvaluationsAreBelowItsMargin() {
    var seed = System.nanoTime();
    System.out.println("BudgetStateTests seed " + seed);
    var random = new Random(seed);
    var margin = new BigDecimal("0.02");
    for (var walk = 0; walk < 200; walk++) {
      var before = new BigDecimal("2");
      var kept = KeptState.first(before);
      for (var step = 0; step < 200; step++) {
        var next = next(before, random);
        var after = kept.after(next);
        var said = "seed %d: %s, %s, then %s".formatted(seed, kept.state(), before, next);
        assertThat(after.state()).as(said).isGreaterThanOrEqualTo(BudgetBands.of(next));
        if (BudgetBands.of(next).compareTo(kept.state()) >= 0) {
          assertThat(after.state()).as("enters at once; " + said).isEqualTo(BudgetBands.of(next));
        }
        for (var band : BANDS.subList(1, BANDS.size())) {
          var leaves = kept.state().compareTo(band) >= 0 && after.state().compareTo(band) < 0;
          var edge = BudgetBands.threshold(band).subtract(margin);
          var both = before.compareTo(edge) < 0 && next.compareTo(edge) < 0;
          if (kept.state().compareTo(band) >= 0) {
            assertThat(leaves).as(band + "; " + said).isEqualTo(both);
          }
        }
        kept = after;
        before = next;
      }
    }
  }

  /// Mostly small steps, so that edges are met from both sides; now and then a leap.
  private static BigDecimal next(BigDecimal before, Random random) {
    var leap = random.nextInt(10) == 0;
    var next =
        leap
            ? BigDecimal.valueOf(random.nextInt(1_300), 3)
            : before.add(BigDecimal.valueOf(random.nextInt(61) - 31L, 3));
    return next.max(BigDecimal.ZERO);
  }

  @Test
  void aUseThatWaversAroundAThresholdChangesItsStateOnce() {
    for (var band : BANDS.subList(1, BANDS.size())) {
      var edge = BudgetBands.threshold(band);
      var kept = KeptState.first(edge.subtract(new BigDecimal("0.001")));
      var changes = 0;
      for (var step = 0; step < 100; step++) {
        var swing = BigDecimal.valueOf(step % 2 == 0 ? 10 : -20, 3);
        var after = kept.after(edge.add(swing));
        changes += after.state() == kept.state() ? 0 : 1;
        kept = after;
      }
      assertThat(changes).as(band.slug()).isOne();
    }
  }

  @Test
  void theWorstObjectiveDecidesAndIsNamed() {
    var availability = standing("availability", BudgetState.REVIEW, "0.4718", true);
    var latency = standing("latency", BudgetState.EXHAUSTED, "3", true);
    assertThat(WorstOf.decides(List.of(availability, latency))).contains(latency);
    var draft = standing("latency", BudgetState.EXHAUSTED, "3", false);
    assertThat(WorstOf.decides(List.of(availability, draft))).contains(availability);
    assertThat(WorstOf.decides(List.of(draft))).isEmpty();
  }

  @Test
  void notToKnowIsWorseThanHealthyAndBetterThanAFreeze() {
    var unknown = standing("availability", BudgetState.UNKNOWN, null, true);
    for (var better : List.of(BudgetState.HEALTHY, BudgetState.NO_TRAFFIC, BudgetState.REVIEW)) {
      assertThat(WorstOf.decides(List.of(unknown, standing("latency", better, "0.1", true))))
          .contains(unknown);
    }
    for (var worse : List.of(BudgetState.FREEZE, BudgetState.FEATURE_STOP, BudgetState.EXHAUSTED)) {
      var latency = standing("latency", worse, "0.9", true);
      assertThat(WorstOf.decides(List.of(unknown, latency))).contains(latency);
    }
  }

  @Test
  void ofTwoInTheSameStateTheOneThatUsedMoreDecidesAndThenTheName() {
    var more = standing("latency", BudgetState.FREEZE, "0.7", true);
    var less = standing("availability", BudgetState.FREEZE, "0.6", true);
    assertThat(WorstOf.decides(List.of(less, more))).contains(more);
    var same = standing("availability", BudgetState.FREEZE, "0.70", true);
    assertThat(WorstOf.decides(List.of(more, same))).contains(same);
    assertThat(WorstOf.decides(List.of(same, more))).contains(same);
  }

  private static BudgetState state(Target target, long bad, long total) {
    var month = Duration.ofDays(30);
    WindowReading counted = new WindowReading.Counted(Counts.of(bad, total));
    var got = new SliAnswer.Got<>(Map.of(month, counted), List.of(), Duration.ZERO);
    return Evaluation.of(target, month, null, got).state();
  }

  private static Standing standing(
      String name, BudgetState state, @Nullable String consumed, boolean counts) {
    return new Standing(
        new UUID(0, name.hashCode()),
        name,
        state,
        consumed == null ? null : new BigDecimal(consumed),
        counts);
  }
}

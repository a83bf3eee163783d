package dev.slipway.verification;

import dev.slipway.slo.Counts;
import dev.slipway.slo.ObjectiveCounts.Countable;
import java.math.BigDecimal;
import java.math.MathContext;

/// The largest share of bad events that passes: 1 %, or three times what was usual before the
/// rollout where that is more, and never more than that and half of what was still well then.
///
/// @param share such as 0.01
/// @param proves whether what was usual lets anybody say that more than 1 % is well
record Limit(BigDecimal share, boolean proves) {

  /// Less traffic tells nothing.
  static final BigDecimal FEWEST = BigDecimal.valueOf(20);

  /// Three times more than this would call one in six well, whatever an objective allows.
  private static final BigDecimal CAP = new BigDecimal("0.05");

  private static final BigDecimal LEAST = new BigDecimal("0.01");
  private static final BigDecimal TIMES = BigDecimal.valueOf(3);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /// By what was counted before; without traffic there only the absolute one is left.
  ///
  /// @param trusted the largest share of bad events before that proves anything
  static Limit of(Counts baseline, BigDecimal trusted) {
    if (!baseline.hasTraffic()) {
      return new Limit(LEAST, true);
    }
    var usual = baseline.bad().divide(baseline.total(), MathContext.DECIMAL128);
    var half = usual.add(BigDecimal.ONE).divide(TWO, MathContext.DECIMAL128);
    var share = usual.multiply(TIMES, MathContext.DECIMAL128).min(half).max(LEAST);
    return new Limit(share, usual.compareTo(trusted) <= 0);
  }

  /// Up to where a past is worth a comparison: below the rate that pages somebody and the cap, and
  /// always what the objective itself allows.
  static BigDecimal trusted(Countable objective) {
    return objective.paging().min(CAP).max(objective.allowed());
  }

  /// What a sample says. Exactly at the limit passes. What is no worse than a past that was far
  /// outside its objective is not well by that; only 1 % is well by itself.
  SampleOutcome judge(Counts sample) {
    if (sample.total().compareTo(FEWEST) < 0) {
      return SampleOutcome.INCONCLUSIVE;
    }
    if (isOver(sample, share)) {
      return SampleOutcome.FAILED;
    }
    return proves || !isOver(sample, LEAST) ? SampleOutcome.PASSED : SampleOutcome.INCONCLUSIVE;
  }

  private static boolean isOver(Counts sample, BigDecimal most) {
    return sample.bad().compareTo(most.multiply(sample.total())) > 0;
  }
}

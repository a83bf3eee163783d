package dev.slipway.verification;

import dev.slipway.slo.Counts;
import java.math.BigDecimal;
import java.math.MathContext;

/// The largest share of bad events that passes: 1 %, or three times what was usual before the
/// rollout where that is more.
///
/// @param share such as 0.01
record Limit(BigDecimal share) {

  private static final BigDecimal LEAST = new BigDecimal("0.01");
  private static final BigDecimal TIMES = BigDecimal.valueOf(3);

  /// Less traffic tells nothing.
  private static final BigDecimal FEWEST = BigDecimal.valueOf(20);

  /// By what was counted before; without traffic there only the absolute one is left.
  static Limit of(Counts baseline) {
    if (!baseline.hasTraffic()) {
      return new Limit(LEAST);
    }
    var usual = baseline.bad().divide(baseline.total(), MathContext.DECIMAL128);
    return new Limit(usual.multiply(TIMES, MathContext.DECIMAL128).max(LEAST));
  }

  /// What a sample says. Exactly at the limit passes.
  SampleOutcome judge(Counts sample) {
    if (sample.total().compareTo(FEWEST) < 0) {
      return SampleOutcome.INCONCLUSIVE;
    }
    return sample.bad().compareTo(share.multiply(sample.total())) > 0
        ? SampleOutcome.FAILED
        : SampleOutcome.PASSED;
  }
}

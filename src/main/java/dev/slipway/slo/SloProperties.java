package dev.slipway.slo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.slo.*`: how often budgets are counted, and how long that is kept.
///
/// @param every how long after an evaluation the next one is due, give or take a twelfth
/// @param keepEvaluations how long evaluations are kept for those who ask why
/// @param keepHours how long counts by the hour are kept; twice the longest window at least, so
///   that the past of a window is known
@ConfigurationProperties("slipway.slo")
record SloProperties(
    @DefaultValue("60s") Duration every,
    @DefaultValue("14d") Duration keepEvaluations,
    @DefaultValue("400d") Duration keepHours) {

  private static final Duration OFTENEST = Duration.ofSeconds(5);

  /// A number is believed for three minutes.
  private static final Duration SELDOMEST = Duration.ofMinutes(2);

  private static final Duration SHORTEST_PAST = Duration.ofDays(181);

  SloProperties {
    if (every.compareTo(OFTENEST) < 0 || every.compareTo(SELDOMEST) > 0) {
      throw new IllegalArgumentException("slipway.slo.every is 5s to 120s.");
    }
    if (keepEvaluations.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("slipway.slo.keep-evaluations is a day or more.");
    }
    if (keepHours.compareTo(SHORTEST_PAST) < 0) {
      throw new IllegalArgumentException("slipway.slo.keep-hours is 181 days or more.");
    }
  }
}

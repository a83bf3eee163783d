package dev.slipway.verification;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.verification.*`: how rollouts are verified.
///
/// @param delay from the end of a rollout to its first sample: caches fill, autoscalers settle
/// @param every from one sample to the next
/// @param samples how many suffice
/// @param baseline how long before the rollout is compared with
/// @param hosts hosts in the company's networks that smoke tests may ask: a name or an address, or
///   `*.` and the end of names; what everybody can reach they may ask without
@ConfigurationProperties("slipway.verification")
record VerificationProperties(
    @DefaultValue("60s") Duration delay,
    @DefaultValue("60s") Duration every,
    @DefaultValue("10") int samples,
    @DefaultValue("30m") Duration baseline,
    @DefaultValue List<String> hosts) {

  /// A sample looks back at least and at most so far.
  static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

  static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final Duration LONGEST_BASELINE = Duration.ofDays(1);
  private static final int MOST_SAMPLES = 100;
  private static final Pattern HOST =
      Pattern.compile("([*][.])?[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  VerificationProperties {
    if (delay.isNegative() || delay.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("slipway.verification.delay is 0s to 30m.");
    }
    if (every.toMillis() < 1_000 || every.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("slipway.verification.every is 1s to 30m.");
    }
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw new IllegalArgumentException("slipway.verification.samples is 1 to 100.");
    }
    if (baseline.compareTo(SHORTEST_WINDOW) < 0 || baseline.compareTo(LONGEST_BASELINE) > 0) {
      throw new IllegalArgumentException("slipway.verification.baseline is 1m to 24h.");
    }
    for (var host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "slipway.verification.hosts has names such as app.corp.example or *.corp.example.");
      }
    }
  }

  /// What a sample looks back over, so long after the rollout.
  static Duration window(Duration since) {
    var seconds =
        Math.clamp(since.toSeconds(), SHORTEST_WINDOW.toSeconds(), LONGEST_WINDOW.toSeconds());
    return Duration.ofSeconds(seconds);
  }
}

package dev.slipway.slo.prometheus;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Times as a Prometheus writes them: `30d`, `1h30m` (`prometheus/common:model/time.go`,
/// ParseDuration).
final class Durations {

  private static final Pattern STEP = Pattern.compile("(\\d{1,9})(ms|[ywdhms])");
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|[ywdhms]))+");

  private Durations() {}

  /// In the largest unit that leaves no rest.
  static String written(Duration time) {
    for (var unit : new String[] {"d", "h", "m"}) {
      long seconds = unit(unit).toSeconds();
      if (time.toSeconds() % seconds == 0) {
        return time.toSeconds() / seconds + unit;
      }
    }
    return time.toSeconds() + "s";
  }

  /// The first time in a text such as `15d or 10GiB`; empty where there is none.
  static Optional<Duration> first(String text) {
    for (var word : text.strip().split("\\s+", -1)) {
      if (WHOLE.matcher(word).matches()) {
        return Optional.of(sum(word)).filter(Duration::isPositive);
      }
    }
    return Optional.empty();
  }

  private static Duration sum(String word) {
    return STEP.matcher(word)
        .results()
        .map(step -> unit(step.group(2)).multipliedBy(Long.parseLong(step.group(1))))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "y" -> Duration.ofDays(365);
      case "w" -> Duration.ofDays(7);
      case "d" -> Duration.ofDays(1);
      case "h" -> Duration.ofHours(1);
      case "m" -> Duration.ofMinutes(1);
      case "s" -> Duration.ofSeconds(1);
      case "ms" -> Duration.ofMillis(1);
      default -> throw new IllegalArgumentException("no unit of time: " + letter);
    };
  }
}

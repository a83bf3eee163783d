package dev.slipway.slo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The past of objectives, from the hours that the portal has kept.
@Component
class ObjectivePast {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int SPARKS = 30;

  private final HourRows hours;
  private final Clock clock;

  ObjectivePast(HourRows hours, Clock clock) {
    this.hours = hours;
    this.clock = clock;
  }

  /// The last window, to the last full hour.
  ObjectiveSeries series(ObjectiveRow row) {
    var window = Duration.ofDays(row.definition().windowDays());
    var to = end(row);
    var from = to.minus(window);
    var known = hours.of(row.id(), from.minus(window), to);
    var drawn = RollingBudget.of(row.definition().objective(), row.definition().windowDays(), HOUR);
    return new ObjectiveSeries(
        from,
        to,
        known.stream().filter(hour -> !hour.hour().isBefore(from)).toList(),
        drawn.rolling(known, from, to),
        drawn.burnDown(known, from, to),
        CountedWindows.merged(
            hours.excluded(List.of(row.id()), from).getOrDefault(row.id(), List.of()), from, to));
  }

  /// What months of the calendar are told from.
  ObjectiveSeries.Months months(ObjectiveRow row) {
    var to = end(row);
    return new ObjectiveSeries.Months(
        new Target(row.definition().objective()),
        to,
        hours.of(row.id(), to.minus(ObjectiveSeries.Months.REACH), to));
  }

  Map<UUID, List<ObjectiveSeries.Point>> sparklines(Collection<ObjectiveSummary> of) {
    var to = clock.instant().truncatedTo(ChronoUnit.HOURS);
    var from = to.minus(DAY.multipliedBy(SPARKS));
    var longest = of.stream().mapToInt(ObjectiveSummary::windowDays).max().orElse(1);
    var sums =
        hours.sums(
            of.stream().map(ObjectiveSummary::id).toList(),
            from.minus(Duration.ofDays(longest)),
            to,
            DAY);
    var lines = new HashMap<UUID, List<ObjectiveSeries.Point>>();
    of.forEach(one -> {
      var known = sums.get(one.id());
      if (known != null) {
        lines.put(
            one.id(),
            RollingBudget.of(one.objective(), one.windowDays(), DAY).rolling(known, from, to));
      }
    });
    return lines;
  }

  /// The hour that is asked for next has just ended or is running: what is not there yet is no gap.
  private Instant end(ObjectiveRow row) {
    var now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    var asked = row.hoursBefore();
    return asked == null || asked.isAfter(now) ? now : asked;
  }
}

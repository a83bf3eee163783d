package dev.slipway.slo;

import dev.slipway.slo.SliSource.HourCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When the use of a budget falls below a threshold because old errors leave its window, if every
/// hour to come is as the last day was on average.
final class LiftDate {

  private static final int DAY = 24;

  private LiftDate() {}

  /// The first whole hour, at or after the last one, from which on less than `threshold` of the
  /// budget is used. Empty if a whole window passes without that, or if nothing is known of the
  /// last day. Hours that are missing count nothing.
  ///
  /// @param hours any, in any order; those outside the window do not count
  /// @param window whole hours
  static Optional<Instant> of(
      Target target, Duration window, List<HourCounts> hours, BigDecimal threshold, Instant now) {
    var end = now.truncatedTo(ChronoUnit.HOURS);
    var length = Math.toIntExact(window.toHours());
    var buckets = new ArrayList<Counts>();
    for (var i = 0; i < length; i++) {
      buckets.add(Counts.NONE);
    }
    var lastDay = Counts.NONE;
    var known = 0;
    for (var hour : hours) {
      var age = ChronoUnit.HOURS.between(hour.hour(), end);
      if (age >= 1 && age <= length) {
        buckets.set(length - (int) age, hour.counts());
        if (age <= DAY) {
          lastDay = lastDay.plus(hour.counts());
          known++;
        }
      }
    }
    if (known == 0) {
      return Optional.empty();
    }
    return first(target, buckets, lastDay, known, threshold)
        .map(after -> end.plus(after, ChronoUnit.HOURS));
  }

  /// Everything is taken `known` times, so that the mean of the last day needs no division.
  private static Optional<Integer> first(
      Target target, List<Counts> buckets, Counts lastDay, int known, BigDecimal threshold) {
    var times = BigDecimal.valueOf(known);
    var within = Counts.NONE;
    for (var bucket : buckets) {
      within = within.plus(times(bucket, times));
    }
    for (var after = 0; after <= buckets.size(); after++) {
      var most = threshold.multiply(target.allowedShare()).multiply(within.total());
      if (!within.hasTraffic() || within.bad().compareTo(most) < 0) {
        return Optional.of(after);
      }
      if (after < buckets.size()) {
        within = within.plus(lastDay).minus(times(buckets.get(after), times));
      }
    }
    return Optional.empty();
  }

  private static Counts times(Counts counts, BigDecimal times) {
    return new Counts(counts.bad().multiply(times), counts.total().multiply(times));
  }
}

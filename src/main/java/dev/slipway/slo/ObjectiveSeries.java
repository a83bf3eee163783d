package dev.slipway.slo;

import dev.slipway.slo.spi.ExcludedTime.Stretch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The past of one objective, hour by hour, oldest first. An hour of which nothing is known is a
/// gap, never zero.
///
/// @param from first instant of the window that is drawn
/// @param to its end, on the hour
/// @param hours those that are known
/// @param rolling what was left of the budget of the window that ended then
/// @param burnDown what was left since `from`, from the whole budget of the window on
/// @param excluded what people agreed not to count, oldest first
public record ObjectiveSeries(
    Instant from,
    Instant to,
    List<Hour> hours,
    List<Point> rolling,
    List<Point> burnDown,
    List<Stretch> excluded) {

  /// What was counted in one hour.
  ///
  /// @param hour its first instant
  /// @param excluded whether people agreed that it does not count
  public record Hour(Instant hour, Counts counts, boolean excluded) {

    /// One that counts.
    public Hour(Instant hour, Counts counts) {
      this(hour, counts, false);
    }

    /// What of it counts.
    Counts counted() {
      return excluded ? Counts.NONE : counts;
    }
  }

  /// What was left at an instant.
  ///
  /// @param remaining share of the budget; null in a gap
  /// @param whole whether every hour of the window before it is known
  public record Point(Instant at, @Nullable BigDecimal remaining, boolean whole) {}

  /// The hours of the last months, to be told by months of the calendar: for reports, as gates go
  /// by the rolling window.
  ///
  /// @param to the end of the last full hour
  /// @param hours those that are known, oldest first
  public record Months(Target target, Instant to, List<Hour> hours) {

    private static final int SHOWN = 3;

    /// How far back the first of them may begin, in any zone.
    static final Duration REACH = Duration.ofDays(SHOWN * 31L + 1);

    /// The month that runs and those before it, as far as an hour of them is known; newest first.
    public List<Month> in(ZoneId zone) {
      return IntStream.range(0, SHOWN)
          .mapToObj(YearMonth.from(to.atZone(zone))::minusMonths)
          .map(month -> of(month, zone))
          .filter(month -> month.known() > 0)
          .toList();
    }

    private Month of(YearMonth month, ZoneId zone) {
      var window = CalendarWindow.month(month.atDay(1).atStartOfDay(zone).toInstant(), zone);
      var own =
          hours.stream()
              .filter(hour ->
                  !hour.hour().isBefore(window.start()) && hour.hour().isBefore(window.end()))
              .toList();
      var counts = own.stream().map(Hour::counted).reduce(Counts.NONE, Counts::plus);
      var runs = to.isBefore(window.end());
      return new Month(
          month,
          counts,
          own.size(),
          window.elapsed(to).toHours(),
          window.toDate(target, counts, to).map(ErrorBudget::consumed).orElse(null),
          runs
              ? window.estimated(target, counts, to).map(ErrorBudget::consumed).orElse(null)
              : null);
    }
  }

  /// What a month of the calendar used of what its own events allow.
  ///
  /// @param known its hours that are known
  /// @param over its hours that are over
  /// @param used share of what its events allowed so far; null without traffic
  /// @param estimated share of what the whole month will allow if traffic goes on as it did; null
  ///   once it is over, and without traffic
  public record Month(
      YearMonth month,
      Counts counts,
      long known,
      long over,
      @Nullable BigDecimal used,
      @Nullable BigDecimal estimated) {}
}

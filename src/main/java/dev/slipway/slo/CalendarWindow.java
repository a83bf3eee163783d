package dev.slipway.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/// A month, or another stretch of the calendar, for reports. A month has 28 to 31 days, so it is
/// not the window of 30 days that a gate goes by (slok/sloth#656).
///
/// @param start its first instant
/// @param end the first instant after it
record CalendarWindow(Instant start, Instant end) {

  CalendarWindow {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("ends before it starts");
    }
  }

  /// The month that it is then in that zone.
  static CalendarWindow month(Instant at, ZoneId zone) {
    var first = LocalDate.ofInstant(at, zone).with(TemporalAdjusters.firstDayOfMonth());
    return of(first, first.plus(1, ChronoUnit.MONTHS), zone);
  }

  private static CalendarWindow of(LocalDate from, LocalDate to, ZoneId zone) {
    return new CalendarWindow(
        from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
  }

  Duration length() {
    return Duration.between(start, end);
  }

  /// What of it is over.
  Duration elapsed(Instant at) {
    var over = Duration.between(start, at);
    return over.isNegative() ? Duration.ZERO : over.compareTo(length()) > 0 ? length() : over;
  }

  /// The use against what so many events allow so far; empty without traffic.
  Optional<ErrorBudget> toDate(Target target, Counts soFar, Instant at) {
    return ErrorBudget.of(target, elapsed(at), soFar);
  }

  /// The use so far against what the whole stretch allows, if traffic goes on as it did; empty
  /// without traffic, and before anything of it is over. Always to be labelled as an estimate.
  Optional<ErrorBudget> estimated(Target target, Counts soFar, Instant at) {
    var over = elapsed(at).toSeconds();
    if (over == 0) {
      return Optional.empty();
    }
    var total =
        soFar
            .total()
            .multiply(BigDecimal.valueOf(length().toSeconds()))
            .divide(BigDecimal.valueOf(over), MathContext.DECIMAL64);
    return ErrorBudget.of(target, length(), new Counts(soFar.bad(), total));
  }
}

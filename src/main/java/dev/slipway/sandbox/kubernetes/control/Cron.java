package dev.slipway.sandbox.kubernetes.control;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A schedule of five fields: minute, hour, day of month, month, day of week.
record Cron(
    BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, boolean either) {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final int YEARS = 5;

  /// The schedule, or empty if the text is none.
  static Optional<Cron> parse(String text) {
    String plain =
        switch (text.strip()) {
          case "@hourly" -> "0 * * * *";
          case "@daily", "@midnight" -> "0 0 * * *";
          case "@weekly" -> "0 0 * * 0";
          case "@monthly" -> "0 0 1 * *";
          case "@yearly", "@annually" -> "0 0 1 1 *";
          default -> text.strip();
        };
    List<String> fields = List.of(plain.split("\\s+", -1));
    if (fields.size() != 5) {
      return Optional.empty();
    }
    try {
      BitSet weekdays = field(fields.get(4), 0, 7, WEEKDAYS, 0);
      if (weekdays.get(7)) {
        weekdays.set(0);
      }
      boolean either = !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
      return Optional.of(
          new Cron(
              field(fields.get(0), 0, 59, List.of(), 0),
              field(fields.get(1), 0, 23, List.of(), 0),
              field(fields.get(2), 1, 31, List.of(), 0),
              field(fields.get(3), 1, 12, MONTHS, 1),
              weekdays,
              either));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The first time after the given one.
  Optional<ZonedDateTime> next(ZonedDateTime after) {
    ZonedDateTime at = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    ZonedDateTime end = after.plusYears(YEARS);
    while (at.isBefore(end)) {
      if (!months.get(at.getMonthValue()) || !day(at)) {
        at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!hours.get(at.getHour())) {
        at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!minutes.get(at.getMinute())) {
        at = at.plusMinutes(1);
      } else {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private boolean day(ZonedDateTime at) {
    boolean month = days.get(at.getDayOfMonth());
    boolean week = weekdays.get(at.getDayOfWeek().getValue() % 7);
    return either ? month || week : month && week;
  }

  private static BitSet field(String text, int low, int high, List<String> names, int first) {
    var bits = new BitSet(high + 1);
    for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      int slash = part.indexOf('/');
      int step = slash < 0 ? 1 : Integer.parseInt(part.substring(slash + 1));
      String range = slash < 0 ? part : part.substring(0, slash);
      int dash = range.indexOf('-');
      int from = low;
      int to = high;
      if (!range.matches("[*?]")) {
        from = number(dash < 0 ? range : range.substring(0, dash), names, first);
        to = dash >= 0 ? number(range.substring(dash + 1), names, first) : slash < 0 ? from : high;
      }
      if (step < 1 || from < low || to > high || from > to) {
        throw new IllegalArgumentException("no schedule has " + part);
      }
      for (int value = from; value <= to; value += step) {
        bits.set(value);
      }
    }
    return bits;
  }

  private static int number(String text, List<String> names, int first) {
    int index = names.indexOf(text);
    return index >= 0 ? index + first : Integer.parseInt(text);
  }
}

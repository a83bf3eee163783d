package dev.slipway.backups;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A calendar for people, such as `every Sunday at 03:00`. What needs more than a line of words is
/// shown as it is written, so these are then empty.
final class CronWords {

  private static final int MOST_TIMES = 4;

  private CronWords() {}

  static String of(Cron cron) {
    var times = times(cron);
    return times.isEmpty() ? "" : days(cron) + " " + times + months(cron);
  }

  private static String times(Cron cron) {
    var hours = cron.hours().cardinality();
    var minutes = cron.minutes().cardinality();
    if (hours == 24 && minutes == 60) {
      return cron.seconds().cardinality() == 1 ? "every minute" : "every few seconds";
    }
    if (hours == 24 && minutes == 1) {
      return "at minute %d of every hour".formatted(cron.minutes().nextSetBit(0));
    }
    if (hours * minutes > MOST_TIMES || cron.seconds().cardinality() > 1) {
      return "";
    }
    return "at "
        + cron.hours().stream()
            .boxed()
            .flatMap(hour ->
                cron.minutes().stream().mapToObj(minute -> "%02d:%02d".formatted(hour, minute)))
            .collect(Collectors.joining(" and "));
  }

  private static String days(Cron cron) {
    var everyDay = cron.days().cardinality() == 31;
    var everyWeekday = cron.weekdays().cardinality() == 7;
    if (everyDay && everyWeekday) {
      return "every day";
    }
    var weekdays = weekdays(cron.weekdays());
    var days = "on day " + list(cron.days().stream().mapToObj(String::valueOf)) + " of the month";
    if (everyDay) {
      return weekdays;
    }
    return everyWeekday ? days : days + (cron.either() ? " or " : " if it is ") + weekdays;
  }

  private static String weekdays(BitSet bits) {
    if (bits.cardinality() == 5 && !bits.get(0) && !bits.get(6)) {
      return "Monday to Friday";
    }
    return "every "
        + list(
            IntStream.rangeClosed(1, 7)
                .filter(day -> bits.get(day % 7))
                .mapToObj(day -> DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
  }

  private static String months(Cron cron) {
    return cron.months().cardinality() == 12
        ? ""
        : " in "
            + list(
                cron.months().stream()
                    .mapToObj(
                        month -> Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
  }

  private static String list(java.util.stream.Stream<String> items) {
    return items.collect(Collectors.joining(", "));
  }
}

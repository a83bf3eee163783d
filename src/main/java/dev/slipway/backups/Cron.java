package dev.slipway.backups;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A calendar of fields, as the library reads it that Kubernetes, Velero and CloudNativePG use
/// (robfig/cron): where day of month and day of week are both given, either will do; a local time
/// that a change of clocks leaves out is not due, and one that it brings twice is due twice.
///
/// @param either whether one of the two days is enough
record Cron(
    BitSet seconds,
    BitSet minutes,
    BitSet hours,
    BitSet days,
    BitSet months,
    BitSet weekdays,
    boolean either,
    ZoneId zone)
    implements Timing {

  /// Leap days are up to eight years apart.
  private static final int FURTHEST_DAYS = 9 * 366;

  private static final int MONTH_DAYS = 36;

  @Override
  public Optional<Instant> next(Instant after, Instant anchor) {
    var from = after.plusNanos(1);
    var day = day(from);
    for (var ahead = 0; ahead <= FURTHEST_DAYS; ahead++, day = day.plusDays(1)) {
      var due = isDue(day) ? first(day, from) : null;
      if (due != null) {
        return Optional.of(due);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Instant> newest(Instant after, Instant upTo, Instant anchor) {
    var day = day(upTo);
    var oldest = day(after);
    for (var back = 0; back <= FURTHEST_DAYS && !day.isBefore(oldest); back++) {
      var due = isDue(day) ? last(day, upTo) : null;
      if (due != null) {
        return due.isAfter(after) ? Optional.of(due) : Optional.empty();
      }
      day = day.minusDays(1);
    }
    return Optional.empty();
  }

  /// What lies between two dues of one day is not looked for: days apart are what matters to an age
  /// that is allowed.
  @Override
  public Duration longestGap(Instant now) {
    var longest = Duration.ZERO;
    @Nullable Instant before = null;
    for (var day = day(now).minusDays(MONTH_DAYS); !day.isAfter(day(now)); day = day.plusDays(1)) {
      var first = isDue(day) ? first(day, Instant.MIN) : null;
      if (first != null) {
        if (before != null) {
          longest = longer(longest, Duration.between(before, first));
        }
        before = last(day, Instant.MAX);
      }
    }
    var last = newest(Instant.MIN, now, now);
    var next = next(now, now);
    return last.isPresent() && next.isPresent()
        ? longer(longest, Duration.between(last.get(), next.get()))
        : longest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private LocalDate day(Instant moment) {
    if (moment.equals(Instant.MIN)) {
      return LocalDate.of(1970, 1, 1);
    }
    return moment.atZone(zone).toLocalDate();
  }

  private boolean isDue(LocalDate day) {
    var ofMonth = days.get(day.getDayOfMonth());
    var ofWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
    return months.get(day.getMonthValue()) && (either ? ofMonth || ofWeek : ofMonth && ofWeek);
  }

  private @Nullable Instant first(LocalDate day, Instant from) {
    var offset = offset(day);
    if (offset == null) {
      return moments(day).ceiling(from);
    }
    var start = day.atStartOfDay().toInstant(offset);
    var second = from.isAfter(start) ? ceiling(Duration.between(start, from)) : 0;
    return second >= 86_400 ? null : at(start, firstSecond((int) second));
  }

  private @Nullable Instant last(LocalDate day, Instant upTo) {
    var offset = offset(day);
    if (offset == null) {
      return moments(day).floor(upTo);
    }
    var start = day.atStartOfDay().toInstant(offset);
    if (upTo.isBefore(start)) {
      return null;
    }
    var end = start.plusSeconds(86_399);
    return at(
        start,
        lastSecond(upTo.isAfter(end) ? 86_399 : (int) Duration.between(start, upTo).toSeconds()));
  }

  private static long ceiling(Duration passed) {
    return passed.plusSeconds(1).minusNanos(1).toSeconds();
  }

  private static @Nullable Instant at(Instant start, int second) {
    return second < 0 ? null : start.plusSeconds(second);
  }

  /// The one offset of a day, or null where clocks change on it.
  private @Nullable ZoneOffset offset(LocalDate day) {
    var rules = zone.getRules();
    var start = rules.getValidOffsets(day.atStartOfDay());
    var end = rules.getValidOffsets(day.plusDays(1).atStartOfDay());
    return start.size() == 1 && start.equals(end) ? start.getFirst() : null;
  }

  /// All due moments of a day on which clocks change.
  private TreeSet<Instant> moments(LocalDate day) {
    var moments = new TreeSet<Instant>();
    var rules = zone.getRules();
    for (var second = firstSecond(0); second >= 0; second = firstSecond(second + 1)) {
      var local = day.atTime(LocalTime.ofSecondOfDay(second));
      rules.getValidOffsets(local).forEach(offset -> moments.add(local.toInstant(offset)));
    }
    return moments;
  }

  /// The first due second of a day from this one on, or -1.
  private int firstSecond(int from) {
    if (from >= 86_400) {
      return -1;
    }
    var time = LocalTime.ofSecondOfDay(from);
    for (var hour = hours.nextSetBit(time.getHour());
        hour >= 0;
        hour = hours.nextSetBit(hour + 1)) {
      var same = hour == time.getHour();
      for (var minute = minutes.nextSetBit(same ? time.getMinute() : 0);
          minute >= 0;
          minute = minutes.nextSetBit(minute + 1)) {
        var here = same && minute == time.getMinute();
        var second = seconds.nextSetBit(here ? time.getSecond() : 0);
        if (second >= 0) {
          return hour * 3600 + minute * 60 + second;
        }
      }
    }
    return -1;
  }

  /// The last due second of a day up to this one, or -1.
  private int lastSecond(int upTo) {
    var time = LocalTime.ofSecondOfDay(upTo);
    for (var hour = hours.previousSetBit(time.getHour());
        hour >= 0;
        hour = hours.previousSetBit(hour - 1)) {
      var same = hour == time.getHour();
      for (var minute = minutes.previousSetBit(same ? time.getMinute() : 59);
          minute >= 0;
          minute = minutes.previousSetBit(minute - 1)) {
        var here = same && minute == time.getMinute();
        var second = seconds.previousSetBit(here ? time.getSecond() : 59);
        if (second >= 0) {
          return hour * 3600 + minute * 60 + second;
        }
      }
    }
    return -1;
  }

  @Override
  public String words() {
    return CronWords.of(this);
  }
}

package dev.slipway.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and durations in the words of the pages: "6 min ago", "in 23 h", "2 min 4 s".
public final class Times {

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Times() {}

  /// How far a moment is from now, in one unit. The page's script keeps it current.
  public static String relative(Instant moment, Instant now) {
    Duration distance = Duration.between(moment, now);
    if (distance.abs().toSeconds() < 5) {
      return "just now";
    }
    String amount = coarse(distance.abs());
    return distance.isNegative() ? "in " + amount : amount + " ago";
  }

  /// How far a moment still is, rounded to the second and in two units at most: "in 5 d 12 h".
  public static String until(Instant moment, Instant now) {
    Duration left = Duration.between(now, moment);
    if (left.isPositive()) {
      return "in " + duration(left.plusMillis(500));
    }
    return left.toSeconds() > -5 ? "now" : coarse(left.abs()) + " ago";
  }

  /// One unit: 42 s, 6 min, 23 h, 9 d.
  public static String coarse(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 172_800) {
      return seconds / 3600 + " h";
    }
    return seconds / 86_400 + " d";
  }

  /// Two units at most: 42 s, 2 min 4 s, 3 h 12 min, 9 d 4 h.
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 172_800) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  public static String full(Instant moment, ZoneId zone) {
    String name = zone.getId().equals("Z") || zone.getId().equals("UTC") ? "UTC" : zone.getId();
    return FULL.format(moment.atZone(zone)) + ", " + name;
  }

  public static String clock(Instant moment, ZoneId zone) {
    return CLOCK.format(moment.atZone(zone));
  }

  private static String two(long first, String unit, long second, String smaller) {
    return second == 0 ? first + " " + unit : first + " " + unit + " " + second + " " + smaller;
  }
}

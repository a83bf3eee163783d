package dev.slipway.backups;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a scheduler is told: five fields, `@daily` and the like, `@every`, and a zone in
/// front (`CRON_TZ=`).
final class CronText {

  /// Who reads the fields. CloudNativePG's reader wants seconds first and takes the day of the week
  /// as one that may be left out, so its five fields are not those of everybody else.
  enum Dialect {
    MINUTES_FIRST,
    SECONDS_FIRST
  }

  private static final int LONGEST = 200;
  private static final Pattern ZONE = Pattern.compile("^(?:CRON_TZ|TZ)=(\\S+)\\s+");
  private static final Map<String, String> NAMED =
      Map.of(
          "@hourly", "0 0 * * * *",
          "@daily", "0 0 0 * * *",
          "@midnight", "0 0 0 * * *",
          "@weekly", "0 0 0 * * 0",
          "@monthly", "0 0 0 1 * *",
          "@yearly", "0 0 0 1 1 *",
          "@annually", "0 0 0 1 1 *");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private CronText() {}

  /// @param zone in which it counts where the text names none
  /// @throws IllegalArgumentException with the reason, where a scheduler would not take it either
  static Timing read(String text, Dialect dialect, ZoneId zone) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("it has more than 200 characters");
    }
    var named = zone(text);
    var rest = ZONE.matcher(text.strip()).replaceFirst("").strip();
    if (rest.startsWith("@every ")) {
      return new Every(GoDuration.read(rest.substring(7).strip()));
    }
    var fields = fields(rest, dialect);
    var weekdays = field(fields.get(5), 0, 7, WEEKDAYS, 0);
    if (weekdays.get(7)) {
      weekdays.set(0);
      weekdays.clear(7);
    }
    var either = !isStar(fields.get(3)) && !isStar(fields.get(5));
    return new Cron(
        field(fields.get(0), 0, 59, List.of(), 0),
        field(fields.get(1), 0, 59, List.of(), 0),
        field(fields.get(2), 0, 23, List.of(), 0),
        field(fields.get(3), 1, 31, List.of(), 0),
        field(fields.get(4), 1, 12, MONTHS, 1),
        weekdays,
        either,
        named == null ? zone : named);
  }

  /// The zone that a text names for itself, or null.
  static @Nullable ZoneId zone(String text) {
    var zone = ZONE.matcher(text.strip());
    if (!zone.find()) {
      return null;
    }
    try {
      return ZoneId.of(zone.group(1));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no time zone '" + zone.group(1) + "'", e);
    }
  }

  private static List<String> fields(String text, Dialect dialect) {
    var plain = NAMED.getOrDefault(text.toLowerCase(Locale.ROOT), text);
    var fields = List.of(plain.split("\\s+", -1));
    if (fields.size() == 6 && (!plain.equals(text) || dialect == Dialect.SECONDS_FIRST)) {
      return fields;
    }
    if (fields.size() == 5) {
      return dialect == Dialect.SECONDS_FIRST
          ? List.of(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4), "*")
          : List.of("0", fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4));
    }
    throw new IllegalArgumentException(
        "it has %d fields (expected: %s)"
            .formatted(fields.size(), dialect == Dialect.SECONDS_FIRST ? "6, or 5" : "5"));
  }

  /// Every second day is a choice; every day is none.
  private static boolean isStar(String field) {
    return List.of(field.split(",", -1)).stream().anyMatch(part -> part.matches("[*?](?:/0*1)?"));
  }

  private static BitSet field(String text, int low, int high, List<String> names, int first) {
    var bits = new BitSet(high + 1);
    for (var part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      var slash = part.indexOf('/');
      var step = slash < 0 ? 1 : number(part.substring(slash + 1), List.of(), 0);
      var range = slash < 0 ? part : part.substring(0, slash);
      var dash = range.indexOf('-');
      var from = low;
      // A star over the days of the week does not mean Sunday twice.
      var to = high == 7 ? 6 : high;
      if (!range.matches("[*?]")) {
        from = number(dash < 0 ? range : range.substring(0, dash), names, first);
        if (dash >= 0) {
          to = number(range.substring(dash + 1), names, first);
        } else if (slash < 0) {
          to = from;
        }
      }
      if (step < 1 || from < low || to > high || from > to) {
        throw new IllegalArgumentException("'" + part + "' is out of range");
      }
      for (var value = from; value <= to; value += step) {
        bits.set(value);
      }
    }
    return bits;
  }

  private static int number(String text, List<String> names, int first) {
    var index = names.indexOf(text);
    if (index >= 0) {
      return index + first;
    }
    if (!text.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("'" + text + "' is no number");
    }
    return Integer.parseInt(text);
  }
}

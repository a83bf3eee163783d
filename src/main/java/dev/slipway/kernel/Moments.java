package dev.slipway.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments as people and programs write them.
public final class Moments {

  private static final int LAST_YEAR = 9999;

  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Moments() {}

  /// For a sentence, to the minute: `Mon 23 Nov 2026, 15:00 UTC`.
  public static String words(Instant moment) {
    return WORDS.format(moment);
  }

  /// Reads a moment of ISO 8601.
  ///
  /// @throws DateTimeException also for years that the standard has no four digits for, which the
  ///   database cannot keep either
  public static Instant parse(String text) {
    var moment = Instant.parse(text);
    int year = moment.atOffset(ZoneOffset.UTC).getYear();
    if (year < 0 || year > LAST_YEAR) {
      throw new DateTimeException("the year " + year + " is out of range");
    }
    return moment;
  }
}

package dev.slipway.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments in words, in the zone of the freeze and in UTC, once where the two are one.
final class Moments {

  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private Moments() {}

  static String both(Instant moment, ZoneId zone) {
    var utc = moment.atZone(ZoneOffset.UTC);
    var local = moment.atZone(zone);
    if (zone.normalized().equals(ZoneOffset.UTC)) {
      return DAY_AND_TIME.format(utc) + " UTC";
    }
    var sameDay = local.toLocalDate().equals(utc.toLocalDate());
    return DAY_AND_TIME.format(local)
        + " "
        + zone.getId()
        + " ("
        + (sameDay ? TIME : DAY_AND_TIME).format(utc)
        + " UTC)";
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String local(LocalDateTime moment) {
    return DAY_AND_TIME.format(moment);
  }
}

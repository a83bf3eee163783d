package dev.slipway.policies.web;

import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.policies.FreezePattern;
import dev.slipway.policies.FreezeView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// A freeze as the calendar shows it: in its own zone and in UTC.
///
/// @param where what it closes, in words
/// @param next its next occurrences, the running one first
/// @param whyNot why this person cannot change it, or an empty string
/// @param waiting what waits for a second person
public record FreezeRow(
    FreezeView freeze,
    String where,
    List<FreezePattern.Occurrence> next,
    boolean active,
    String whyNot,
    List<WaitingAct> waiting) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter LAST_DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

  public String id() {
    return freeze.id().toString();
  }

  public boolean mayEdit() {
    return whyNot.isEmpty();
  }

  /// The rule in local time, as it was written.
  public String written() {
    var pattern = freeze.pattern();
    var format = pattern.weekly() ? WEEKDAY : DAY;
    var until = pattern.lastDay() == null ? "" : ", last on " + LAST_DAY.format(pattern.lastDay());
    return (pattern.weekly() ? "Every week " : "")
        + format.format(pattern.starts())
        + " to "
        + format.format(pattern.ends())
        + " "
        + pattern.zone().getId()
        + until;
  }

  /// The next time, in UTC.
  public String utc() {
    return next.isEmpty()
        ? "Over"
        : utc(next.getFirst().starts()) + " to " + utc(next.getFirst().ends()) + " UTC";
  }

  public String state() {
    return active ? "blocked" : next.isEmpty() ? "done" : "waiting";
  }

  public String word() {
    return active ? "Frozen now" : next.isEmpty() ? "Over" : "Planned";
  }

  private static String utc(Instant moment) {
    return DAY.format(moment.atOffset(ZoneOffset.UTC));
  }
}

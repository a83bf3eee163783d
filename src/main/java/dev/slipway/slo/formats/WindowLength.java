package dev.slipway.slo.formats;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The window of an objective in whole days, as the portal has it: 1 to 90, rolling.
///
/// @param said whether the file says it at all
record WindowLength(int days, boolean said, List<SloFinding> findings) {

  /// Sloth takes it from a flag of its server and not from the file.
  static final WindowLength ASSUMED = new WindowLength(30, false, List.of());

  private static final int LONGEST = 90;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})([mhdwMQY])");

  /// Minutes; a month counts 30 days and a quarter 90, as a rolling window has no calendar.
  private static final Map<String, Integer> MINUTES =
      Map.of(
          "m", 1,
          "h", 60,
          "d", 1_440,
          "w", 7 * 1_440,
          "M", 30 * 1_440,
          "Q", 90 * 1_440,
          "Y", 365 * 1_440);

  /// From a duration such as `28d`, `4w` or `1M` (OpenSLO, duration shorthand).
  ///
  /// @param calendar whether the file means a stretch of the calendar
  /// @throws ObjectiveRefused if it is no duration
  static WindowLength of(@Nullable String text, boolean calendar, int line) {
    if (text == null) {
      return ASSUMED;
    }
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      throw Keys.refused(
          line, "the window \"%s\" is no duration such as 28d or 4w.".formatted(cut(text)));
    }
    var minutes = Long.parseLong(match.group(1)) * MINUTES.getOrDefault(match.group(2), 1);
    var days = Math.clamp((minutes + 1_439) / 1_440, 1, LONGEST);
    if (days * 1_440L == minutes && !calendar) {
      return new WindowLength(days, true, List.of());
    }
    return new WindowLength(
        days,
        true,
        List.of(
            SloFinding.of(
                FindingCode.WINDOW_CHANGED,
                "Line %d: the window is %s%s."
                    .formatted(line, text, calendar ? " of the calendar" : ""),
                "The portal gates by rolling windows of 1 to 90 whole days; a month of the calendar"
                    + " would forgive everything at midnight.",
                "It is taken as %d days, rolling. Change it if you mean another."
                    .formatted(days))));
  }

  private static String cut(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "..." : text;
  }
}

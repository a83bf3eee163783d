package dev.slipway.policies;

import java.time.Duration;

/// Durations in words: `24 h`, `15 min`, `7 days`.
public final class Spans {

  private Spans() {}

  public static String words(Duration span) {
    if (span.toDays() > 1 && span.toHours() % 24 == 0) {
      return span.toDays() + " days";
    }
    if (span.toHours() > 0 && span.toMinutes() % 60 == 0) {
      return span.toHours() + " h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toMinutes() > 0 && span.toSeconds() % 60 == 0
        ? span.toMinutes() + " min"
        : span.toSeconds() + " s";
  }
}

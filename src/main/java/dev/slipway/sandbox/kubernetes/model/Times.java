package dev.slipway.sandbox.kubernetes.model;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/// Times as Kubernetes writes them: UTC, to the second.
public final class Times {

  private Times() {}

  public static String now() {
    return write(Instant.now());
  }

  public static String write(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// The time in the node, or the epoch if there is none.
  public static Instant read(JsonNode node) {
    try {
      return node.isString() ? Instant.parse(node.asString()) : Instant.EPOCH;
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /// A duration in the short form of `kubectl get`: 4s, 2m10s, 5h, 3d.
  public static String brief(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return minutes + "m" + rest(seconds % 60, "s");
    }
    if (hours < 3) {
      return minutes + "m";
    }
    if (hours < 8) {
      return hours + "h" + rest(minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return days + "d" + rest(hours % 24, "h");
    }
    return days < 730 ? days + "d" : days / 365 + "y";
  }

  private static String rest(long value, String unit) {
    return value == 0 ? "" : value + unit;
  }
}

package dev.slipway.sandbox.metrics;

import java.time.Instant;

/// Somebody holds back the messages of an alert for a while, as in an Alertmanager.
///
/// @param alert its name
public record Silence(
    String id, String alert, String by, String comment, Instant from, Instant until) {

  boolean isActive(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}

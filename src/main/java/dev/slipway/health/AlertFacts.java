package dev.slipway.health;

import dev.slipway.health.AlertLine.At;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What alerts say of services. One that wakes somebody makes its service degraded, silenced or
/// not: a silence holds back a message, not the fault. A rule that watches nothing is told, and has
/// no say.
final class AlertFacts {

  /// An alert of a datasource that is silent for longer says nothing any more.
  private static final Duration BELIEVED = Duration.ofMinutes(15);

  private AlertFacts() {}

  static Map<At, List<StatusFact>> of(AlertBoard board, Instant now) {
    Map<At, List<StatusFact>> facts = new HashMap<>();
    board.lines().stream()
        .filter(AlertLine::decides)
        .forEach(line ->
            line.places()
                .forEach(at ->
                    facts.computeIfAbsent(at, _ -> new ArrayList<>()).add(fact(line, at, now))));
    board
        .blind()
        .forEach(rule ->
            rule.places()
                .forEach(
                    at -> facts.computeIfAbsent(at, _ -> new ArrayList<>()).add(blind(rule, at))));
    return facts;
  }

  private static StatusFact fact(AlertLine line, At at, Instant now) {
    var believed = isBelieved(line.asOf(), now);
    return new StatusFact(
        StatusFact.Source.ALERT,
        line.name(),
        believed ? HealthState.DEGRADED : HealthState.UNKNOWN,
        believed
            ? reason(line)
            : "It fired when %s last answered, which is too long ago.".formatted(line.source()),
        line.since(),
        line.asOf(),
        "/alerts?service=" + at.service());
  }

  private static boolean isBelieved(@Nullable Instant asOf, Instant now) {
    return asOf != null && Duration.between(asOf, now).compareTo(BELIEVED) <= 0;
  }

  private static String reason(AlertLine line) {
    var said = line.summary().isEmpty() ? "It fires" : line.summary().replaceFirst("\\.$", "");
    if (!line.silences().isEmpty()) {
      return said + "; silenced, which mends nothing.";
    }
    return said + (line.inhibited() ? "; held back by another alert." : ".");
  }

  private static StatusFact blind(BlindRule rule, At at) {
    return new StatusFact(
        StatusFact.Source.ALERT,
        rule.name(),
        HealthState.UNKNOWN,
        "Alerting is blind: " + rule.why(),
        null,
        null,
        "/alerts?service=" + at.service());
  }
}

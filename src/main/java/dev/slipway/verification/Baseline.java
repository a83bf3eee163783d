package dev.slipway.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The stretches of time before a rollout in which nothing else was being rolled out.
final class Baseline {

  /// Shorter ones hold too few scrapes to count by.
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private Baseline() {}

  /// From one moment to another.
  record Span(Instant from, Instant to) {

    Duration length() {
      return Duration.between(from, to);
    }
  }

  /// What is left of `[start - length, start]` without earlier rollouts, oldest first. Errors that
  /// one of those brought would make the limit of the next one wider.
  static List<Span> spans(Instant start, Duration length, List<Span> rollouts) {
    var left = List.of(new Span(start.minus(length), start));
    for (var rollout : rollouts) {
      left = left.stream().flatMap(span -> without(span, rollout).stream()).toList();
    }
    return left.stream().filter(span -> span.length().compareTo(SHORTEST) >= 0).toList();
  }

  private static List<Span> without(Span span, Span rollout) {
    if (!rollout.from().isBefore(span.to()) || !rollout.to().isAfter(span.from())) {
      return List.of(span);
    }
    var left = new ArrayList<Span>();
    if (rollout.from().isAfter(span.from())) {
      left.add(new Span(span.from(), rollout.from()));
    }
    if (rollout.to().isBefore(span.to())) {
      left.add(new Span(rollout.to(), span.to()));
    }
    return left;
  }
}

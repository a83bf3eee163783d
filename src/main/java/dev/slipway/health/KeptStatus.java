package dev.slipway.health;

import dev.slipway.health.StatusFact.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The status that is believed of a service in an environment, and how long another one has been
/// seen instead. What is seen counts at once on pages; into the history it comes when it has
/// lasted, or a crash loop would write a line with every restart.
///
/// @param since when the believed state began
/// @param otherSince since when only worse, or only better states were seen; null while the
///   believed one is seen
/// @param worse whether those are worse
/// @param step how often the row was written: who writes it next must have seen the last
record KeptStatus(
    UUID service,
    UUID environment,
    HealthState state,
    Instant since,
    @Nullable Instant otherSince,
    boolean worse,
    int step) {

  /// Watches end and come back, and so does an API server that is started anew.
  private static final Duration BEFORE_UNKNOWN = Duration.ofSeconds(60);

  /// A pod that crashes is well for a while after each restart.
  private static final Duration BEFORE_WELL = Duration.ofSeconds(60);

  private static final Duration BEFORE_FAULT = Duration.ofSeconds(15);
  private static final Duration BEFORE_OTHERS = Duration.ofSeconds(5);

  /// What is written next, and whether it is a change for the history.
  record Next(KeptStatus kept, boolean changed) {}

  static KeptStatus first(UUID service, UUID environment, HealthState seen, Instant now) {
    return new KeptStatus(service, environment, seen, now, null, false, 0);
  }

  /// What follows from what is seen now; empty if nothing is to be written.
  Optional<Next> seen(HealthState now, Instant at) {
    if (now == state) {
      return otherSince == null ? Optional.empty() : Optional.of(unchanged(null, false));
    }
    var isWorse = now.compareTo(state) > 0;
    if (otherSince == null || isWorse != worse) {
      return Optional.of(unchanged(at, isWorse));
    }
    return Duration.between(otherSince, at).compareTo(holds(now)) < 0
        ? Optional.empty()
        : Optional.of(
            new Next(
                new KeptStatus(service, environment, now, otherSince, null, false, step + 1),
                true));
  }

  /// When what is seen now began, as far as that is known.
  @Nullable Instant since(HealthState now) {
    return now == state ? since : otherSince;
  }

  private Next unchanged(@Nullable Instant other, boolean isWorse) {
    return new Next(
        new KeptStatus(service, environment, state, since, other, isWorse, step + 1), false);
  }

  private Duration holds(HealthState next) {
    if (next == HealthState.UNKNOWN) {
      return BEFORE_UNKNOWN;
    }
    if (next.isFault() && next.compareTo(state) > 0) {
      return BEFORE_FAULT;
    }
    return state.isFault() ? BEFORE_WELL : BEFORE_OTHERS;
  }

  /// One change with what decided it.
  record Written(KeptStatus kept, @Nullable Change change) {}

  /// A line of the history before it is stored.
  record Change(UUID id, @Nullable HealthState before, Source source, String fact, String reason) {}
}

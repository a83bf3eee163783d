package dev.slipway.health.web;

import dev.slipway.health.ServiceStatus;
import dev.slipway.health.StatusFact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a service is in an environment, as the API gives it.
///
/// @param asOf the oldest proof of the facts that count
/// @param facts the one that decided first
record HealthAnswer(
    String service,
    String system,
    String environment,
    String state,
    String reason,
    @Nullable Instant since,
    @Nullable Instant asOf,
    List<Fact> facts) {

  /// One fact.
  ///
  /// @param counts whether it has a say
  record Fact(
      String source,
      String name,
      String state,
      String reason,
      @Nullable Instant asOf,
      boolean counts) {

    static Fact of(StatusFact fact) {
      return new Fact(
          fact.source().slug(),
          fact.name(),
          fact.state().slug(),
          fact.reason(),
          fact.asOf(),
          fact.counts());
    }
  }

  static HealthAnswer of(ServiceStatus status) {
    return new HealthAnswer(
        status.service().slug(),
        status.service().systemSlug(),
        status.environment().slug(),
        status.state().slug(),
        status.reason(),
        status.since(),
        status.asOf(),
        status.facts().stream().map(Fact::of).toList());
  }
}

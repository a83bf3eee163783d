package dev.slipway.health.web;

import dev.slipway.health.HealthState;
import dev.slipway.health.ServiceStatus;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.shell.Narrowing;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the address of the list asks for; null or empty does not narrow.
public record HealthFilter(
    @Nullable String q,
    @Nullable String environment,
    @Nullable String system,
    @Nullable String team,
    @Nullable String state,
    @Nullable String cursor) {

  static final String PATH = "/health";

  public boolean isEmpty() {
    return narrowing().isEmpty();
  }

  /// Whether it fits but for its state, which is counted.
  boolean fits(ServiceStatus status) {
    var service = status.service();
    return Narrowing.is(environment, status.environment().slug())
        && Narrowing.is(system, service.systemSlug())
        && Narrowing.is(team, service.teamSlug())
        && (Narrowing.text(q).isEmpty()
            || service
                .label()
                .toLowerCase(Locale.ROOT)
                .contains(Narrowing.text(q).toLowerCase(Locale.ROOT)));
  }

  /// The state that it asks for, or null.
  ///
  /// @throws DomainFailure INVALID_REQUEST if there is no such state
  @Nullable HealthState asked() {
    return Narrowing.known("state", state, HealthFilter::named);
  }

  private static Optional<HealthState> named(String slug) {
    return Narrowing.ofSlug(HealthState.values(), HealthState::slug, slug);
  }

  String withState(@Nullable HealthState other) {
    return narrowing().with("state", other == null ? null : other.slug()).href();
  }

  String withSystem(String slug) {
    return narrowing().with("system", slug).href();
  }

  String at(@Nullable String page) {
    return narrowing().at(page);
  }

  private Narrowing narrowing() {
    return Narrowing.of(PATH)
        .with("q", q)
        .with("environment", environment)
        .with("system", system)
        .with("team", team)
        .with("state", state);
  }
}

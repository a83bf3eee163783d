package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sandbox.metrics.AlertRule;
import dev.slipway.sandbox.metrics.Silence;
import dev.slipway.sandbox.metrics.SimulatedPrometheus;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The contract against the simulated servers.
class AlertSourceTests extends AlertSourceContract {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final SimulatedPrometheus server =
      SimulatedPrometheus.start(
          0,
          List::of,
          List.of(
              new AlertRule(
                  "always",
                  ALWAYS,
                  "vector(1)",
                  Map.of("severity", "critical"),
                  Map.of("summary", "It always fires")),
              new AlertRule("never", CANNOT, CANNOT_QUERY, Map.of(), Map.of())),
          () ->
              List.of(
                  new Silence(
                      "one", ALWAYS, "jon", "It is known", NOON.minusSeconds(60), silencedUntil())),
          Clock.fixed(NOON, ZoneOffset.UTC));

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  URI prometheus() {
    return server.address();
  }

  @Override
  URI alertmanager() {
    return URI.create(server.address() + "/alertmanager");
  }

  @Override
  Instant silencedUntil() {
    return NOON.plusSeconds(60);
  }

  @Test
  void nobodyAtTheAddressIsAnAnswer() {
    var gone = at(server.address(), SliDatasource.Kind.ALERTMANAGER);
    server.close();

    assertThat(source.firing(gone)).isInstanceOf(SliAnswer.Unavailable.class);
  }
}

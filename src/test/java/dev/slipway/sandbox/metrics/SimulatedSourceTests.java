package dev.slipway.sandbox.metrics;

import dev.slipway.slo.prometheus.SliSourceContract;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract against the simulated Prometheus, in every build: a difference from the real one is
/// a fault of it.
class SimulatedSourceTests extends SliSourceContract {

  private static SimulatedPrometheus server;

  @BeforeAll
  static void start() {
    var series = KnownSeries.all();
    server =
        SimulatedPrometheus.start(
            0,
            () -> series,
            List.of(new AlertRule("contract", ALERT, ALERT_QUERY, ALERT_LABELS, ALERT_ANNOTATIONS)),
            Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected URI address() {
    return server.address();
  }
}

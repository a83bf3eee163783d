package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.sandbox.metrics.AlertRule;
import dev.slipway.sandbox.metrics.Silence;
import dev.slipway.sandbox.metrics.SimulatedPrometheus;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.SliSource;
import dev.slipway.slo.alerts.RuleState;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Alerts of a Prometheus and of an Alertmanager, over HTTP.
class AlertSourceTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final SimulatedPrometheus server =
      SimulatedPrometheus.start(
          0,
          List::of,
          List.of(
              new AlertRule(
                  "always",
                  "AlwaysFires",
                  "vector(1)",
                  Map.of("severity", "critical"),
                  Map.of("summary", "It always fires")),
              new AlertRule(
                  "never",
                  "CannotTell",
                  "label_replace(vector(1), \"0\", \"x\", \"\", \"\")",
                  Map.of(),
                  Map.of())),
          () ->
              List.of(
                  new Silence(
                      "one",
                      "AlwaysFires",
                      "jon",
                      "It is known",
                      NOON.minusSeconds(60),
                      NOON.plusSeconds(60))),
          Clock.fixed(NOON, ZoneOffset.UTC));
  private final PrometheusAlerts source =
      new PrometheusAlerts(new PrometheusApi(true, InetAddress::getAllByName));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPrometheusTellsWhatFiresAndWhichRuleCannot() {
    var at = at(server.address(), SliDatasource.Kind.PROMETHEUS);

    assertThat(got(source.firing(at)))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.name()).isEqualTo("AlwaysFires");
          assertThat(alert.state()).isEqualTo("firing");
          assertThat(alert.silences()).isEmpty();
        });
    assertThat(got(source.rules(at)))
        .extracting(RuleState::name, RuleState::health)
        .containsExactlyInAnyOrder(tuple("AlwaysFires", "ok"), tuple("CannotTell", "err"));
    assertThat(got(source.rules(at)))
        .filteredOn(rule -> rule.name().equals("CannotTell"))
        .allMatch(rule -> rule.error().contains("invalid destination label"));
  }

  @Test
  void anAlertmanagerTellsWhoSilencedIt() {
    var at = at(manager(), SliDatasource.Kind.ALERTMANAGER);

    assertThat(got(source.firing(at)))
        .singleElement()
        .satisfies(alert ->
            assertThat(alert.silences())
                .containsExactly("jon until 2026-11-23T12:01:00Z: It is known"));
    var health =
        new PrometheusSource(new PrometheusApi(true, InetAddress::getAllByName)).health(at);
    assertThat(got(health)).extracting(SliSource.SourceHealth::version).isEqualTo("0.27.0");
  }

  @Test
  void aPrometheusIsNotTakenForAnAlertmanagerNorTheOtherWayRound() {
    assertThat(source.firing(at(server.address(), SliDatasource.Kind.ALERTMANAGER)))
        .isInstanceOf(SliAnswer.Unavailable.class);
    assertThat(source.rules(at(manager(), SliDatasource.Kind.PROMETHEUS)))
        .isInstanceOf(SliAnswer.Unavailable.class);
  }

  @Test
  void nobodyAtTheAddressIsAnAnswer() {
    var gone = at(server.address(), SliDatasource.Kind.ALERTMANAGER);
    server.close();

    assertThat(source.firing(gone)).isInstanceOf(SliAnswer.Unavailable.class);
  }

  private URI manager() {
    return URI.create(server.address() + "/alertmanager");
  }

  private static SliDatasource at(URI address, SliDatasource.Kind kind) {
    return new SliDatasource(UUID.randomUUID(), address, null, null, null, null, true, kind);
  }

  private static <T> T got(SliAnswer<T> answer) {
    assertThat(answer).isInstanceOf(SliAnswer.Got.class);
    return ((SliAnswer.Got<T>) answer).value();
  }
}

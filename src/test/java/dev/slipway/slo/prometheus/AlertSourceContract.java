package dev.slipway.slo.prometheus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.Moments;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.SliSource;
import dev.slipway.slo.alerts.RuleState;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Alerts over HTTP, of a Prometheus that has two rules and of an Alertmanager in which Jon
/// silenced what fires.
abstract class AlertSourceContract {

  static final String ALWAYS = "AlwaysFires";
  static final String CANNOT = "CannotTell";
  static final String CANNOT_QUERY = "label_replace(vector(1), \"0\", \"x\", \"\", \"\")";

  final PrometheusAlerts source =
      new PrometheusAlerts(new PrometheusApi(true, InetAddress::getAllByName));

  abstract URI prometheus();

  abstract URI alertmanager();

  abstract Instant silencedUntil();

  @Test
  void aPrometheusTellsWhatFiresAndWhichRuleCannot() {
    var at = at(prometheus(), SliDatasource.Kind.PROMETHEUS);
    await().atMost(30, SECONDS).until(() -> !got(source.firing(at)).isEmpty());

    assertThat(got(source.firing(at)))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.name()).isEqualTo(ALWAYS);
          assertThat(alert.state()).isEqualTo("firing");
          assertThat(alert.silences()).isEmpty();
        });
    assertThat(got(source.rules(at)))
        .extracting(RuleState::name, RuleState::health)
        .containsExactlyInAnyOrder(tuple(ALWAYS, "ok"), tuple(CANNOT, "err"));
    assertThat(got(source.rules(at)))
        .filteredOn(rule -> rule.name().equals(CANNOT))
        .allMatch(rule -> rule.error().contains("invalid destination label"));
  }

  @Test
  void anAlertmanagerTellsWhoSilencedIt() {
    var at = at(alertmanager(), SliDatasource.Kind.ALERTMANAGER);
    var silence = "jon until %s: It is known".formatted(Moments.words(silencedUntil()));

    await()
        .atMost(30, SECONDS)
        .untilAsserted(() ->
            assertThat(got(source.firing(at)))
                .singleElement()
                .satisfies(alert -> {
                  assertThat(alert.name()).isEqualTo(ALWAYS);
                  assertThat(alert.silences()).containsExactly(silence);
                }));
    var health =
        new PrometheusSource(new PrometheusApi(true, InetAddress::getAllByName)).health(at);
    assertThat(got(health)).extracting(SliSource.SourceHealth::version).asString().contains("0.2");
  }

  @Test
  void aPrometheusIsNotTakenForAnAlertmanagerNorTheOtherWayRound() {
    assertThat(source.firing(at(prometheus(), SliDatasource.Kind.ALERTMANAGER)))
        .isInstanceOf(SliAnswer.Unavailable.class);
    assertThat(source.rules(at(alertmanager(), SliDatasource.Kind.PROMETHEUS)))
        .isInstanceOf(SliAnswer.Unavailable.class);
  }

  static SliDatasource at(URI address, SliDatasource.Kind kind) {
    return new SliDatasource(UUID.randomUUID(), address, null, null, null, null, true, kind);
  }

  static <T> T got(SliAnswer<T> answer) {
    assertThat(answer).isInstanceOf(SliAnswer.Got.class);
    return ((SliAnswer.Got<T>) answer).value();
  }
}

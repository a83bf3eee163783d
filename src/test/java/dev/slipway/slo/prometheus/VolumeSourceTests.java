package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sandbox.metrics.RegularSeries;
import dev.slipway.sandbox.metrics.SimulatedPrometheus;
import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Series;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.volumes.VolumeFill;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How full volumes are, by a Prometheus over HTTP.
class VolumeSourceTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String USED = "kubelet_volume_stats_used_bytes";
  private static final String CAPACITY = "kubelet_volume_stats_capacity_bytes";

  private final SimulatedPrometheus server =
      SimulatedPrometheus.start(
          0,
          () ->
              List.of(
                  series(USED, "logs-pvc", "worker-1", 19_000_000_000d),
                  // A node that saw it a moment earlier.
                  series(USED, "logs-pvc", "worker-2", 18_900_000_000d),
                  series(CAPACITY, "logs-pvc", "worker-1", 20_000_000_000d),
                  series(CAPACITY, "logs-pvc", "worker-2", 20_000_000_000d),
                  series(USED, "odd-pvc", "worker-1", Double.NaN),
                  series(CAPACITY, "odd-pvc", "worker-1", 20_000_000_000d),
                  series(USED, "half-pvc", "worker-1", 1)),
          List.of(),
          Clock.fixed(NOON, ZoneOffset.UTC));
  private final PrometheusVolumes source =
      new PrometheusVolumes(new PrometheusApi(true, InetAddress::getAllByName));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aClaimThatSeveralNodesMountIsOneAndWhatIsHalfKnownIsNone() {
    var answer = source.fills(datasource());
    assertThat(answer).isInstanceOf(SliAnswer.Got.class);
    var fills = ((SliAnswer.Got<List<VolumeFill>>) answer).value();
    assertThat(fills)
        .singleElement()
        .satisfies(fill -> {
          assertThat(fill.namespace()).isEqualTo("iot-system");
          assertThat(fill.claim()).isEqualTo("logs-pvc");
          assertThat(fill.used()).isEqualByComparingTo(new BigDecimal("19000000000"));
          assertThat(fill.capacity()).isEqualByComparingTo(new BigDecimal("20000000000"));
        });
  }

  @Test
  void whoIsNotLetInIsToldSo() {
    server.requireBearer("a-token-that-is-not-shown");
    assertThat(source.fills(datasource())).isInstanceOf(SliAnswer.NoEntry.class);
  }

  private SliDatasource datasource() {
    return new SliDatasource(UUID.randomUUID(), server.address(), null, null, null, null, true);
  }

  private static Series series(String name, String claim, String node, double value) {
    return new RegularSeries(
        Labels.of(
            name,
            Map.of("namespace", "iot-system", "persistentvolumeclaim", claim, "instance", node)),
        NOON.minusSeconds(600).toEpochMilli(),
        60_000,
        11,
        _ -> value);
  }
}

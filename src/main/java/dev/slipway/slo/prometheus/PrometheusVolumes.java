package dev.slipway.slo.prometheus;

import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.volumes.VolumeFill;
import dev.slipway.slo.volumes.VolumeSource;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Asks Prometheus servers what kubelets measured of volumes, on a road of its own, so that it
/// waits for no budget that is counted. A claim that several nodes mount is measured by each; they
/// see the same.
@Component
class PrometheusVolumes implements VolumeSource {

  private static final Duration WHOLE = Duration.ofSeconds(15);
  private static final String BY = "max by (namespace, persistentvolumeclaim) (%s)";
  private static final String USED = BY.formatted("kubelet_volume_stats_used_bytes");
  private static final String CAPACITY = BY.formatted("kubelet_volume_stats_capacity_bytes");

  private final PrometheusApi api;

  @Autowired
  PrometheusVolumes(PrometheusProperties properties) {
    this(new PrometheusApi(properties.allowLoopback(), InetAddress::getAllByName));
  }

  PrometheusVolumes(PrometheusApi api) {
    this.api = api;
  }

  private record Claim(String namespace, String name) {}

  @Override
  public SliAnswer<List<VolumeFill>> fills(SliDatasource source) {
    var patience = Patience.of(WHOLE);
    var used = api.ask(source, Question.now(USED), patience).as(PrometheusVolumes::amounts);
    return switch (used) {
      case SliAnswer.Got<Map<Claim, BigDecimal>>(var amounts, var _, var _) ->
          api.ask(source, Question.now(CAPACITY), patience)
              .as(data -> fills(amounts, amounts(data)));
      case SliAnswer.Refused<Map<Claim, BigDecimal>>(var why) -> new SliAnswer.Refused<>(why);
      case SliAnswer.NoEntry<Map<Claim, BigDecimal>>(var why) -> new SliAnswer.NoEntry<>(why);
      case SliAnswer.Unavailable<Map<Claim, BigDecimal>>(var why) ->
          new SliAnswer.Unavailable<>(why);
    };
  }

  private static List<VolumeFill> fills(
      Map<Claim, BigDecimal> used, Map<Claim, BigDecimal> capacity) {
    List<VolumeFill> fills = new ArrayList<>();
    used.forEach((claim, bytes) -> {
      var whole = capacity.get(claim);
      if (whole != null && whole.signum() > 0 && bytes.signum() >= 0) {
        fills.add(new VolumeFill(claim.namespace(), claim.name(), bytes, whole));
      }
    });
    return fills;
  }

  private static Map<Claim, BigDecimal> amounts(JsonNode data) {
    if (!data.path("resultType").asString("").equals("vector")) {
      throw new OddAnswer("it is no vector");
    }
    Map<Claim, BigDecimal> amounts = new HashMap<>();
    for (var series : data.path("result")) {
      var metric = series.path("metric");
      var claim =
          new Claim(
              metric.path("namespace").asString(""),
              metric.path("persistentvolumeclaim").asString(""));
      Sample.of(series.path("value")).number().ifPresent(amount -> amounts.put(claim, amount));
    }
    return amounts;
  }
}

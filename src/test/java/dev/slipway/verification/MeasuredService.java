package dev.slipway.verification;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.sandbox.metrics.RegularSeries;
import dev.slipway.sandbox.metrics.SimulatedPrometheus;
import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Series;
import dev.slipway.slo.ConnectDatasource;
import dev.slipway.slo.DatasourceAuth;
import dev.slipway.slo.Datasources;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.ObjectiveCounts;
import dev.slipway.slo.ObjectiveCounts.Countable;
import dev.slipway.slo.ObjectiveDefinition;
import dev.slipway.slo.Objectives;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import org.springframework.context.ApplicationContext;

/// A Prometheus of its own that has two hours of a service's requests, and an objective counted
/// there. What came in and what failed is as a test says.
final class MeasuredService implements AutoCloseable {

  private static final long STEP = 15_000;
  private static final int SAMPLES = 480;
  private static final int PER_STEP = 30;

  final UUID objective;
  final Countable countable;
  private final String name;
  private final SimulatedPrometheus server;
  private final long start = (System.currentTimeMillis() / STEP - SAMPLES + 40) * STEP;
  private volatile long badFrom = Long.MAX_VALUE;
  private volatile long nobodyFrom = Long.MAX_VALUE;
  private volatile List<String> pods = List.of("");
  private volatile double share = 0.2;

  MeasuredService(ApplicationContext context, String service, String environment) {
    name = "measured_" + UuidV7.next().toString().substring(24);
    server = SimulatedPrometheus.start(0, this::series, List.of(), Clock.systemUTC());
    var datasource =
        context
            .getBean(Datasources.class)
            .connectOwn(
                new ConnectDatasource(
                    name,
                    server.address().toString(),
                    Set.of(environment),
                    DatasourceAuth.NONE,
                    "",
                    "",
                    "",
                    "A test of verification"),
                Actor.SYSTEM);
    objective =
        context
            .getBean(Objectives.class)
            .define(
                service,
                environment,
                new ObjectiveDefinition(
                    "availability",
                    "",
                    new BigDecimal("99.9"),
                    30,
                    Indicator.events(
                        "sum(rate(%s{code=~\"5..\"}[{{.window}}]))".formatted(name),
                        "sum(rate(%s[{{.window}}]))".formatted(name)),
                    true,
                    datasource),
                true,
                Actor.SYSTEM);
    countable =
        context
            .getBean(ObjectiveCounts.class)
            .countable(
                context.getBean(Services.class).require(service).id(),
                context.getBean(Environments.class).require(environment).id())
            .stream()
            .filter(one -> one.id().equals(objective))
            .findFirst()
            .orElseThrow();
  }

  /// From then on a part of the requests fails.
  void failsFrom(Instant when, double part) {
    share = part;
    badFrom = when.toEpochMilli();
  }

  /// From then on nobody comes.
  void silentFrom(Instant when) {
    nobodyFrom = when.toEpochMilli();
  }

  /// Series tell pods apart; only the last of them fails.
  void knowsPods(String... names) {
    pods = List.of(names);
  }

  /// It goes away, as a Prometheus does in an outage.
  void isGone() {
    server.close();
  }

  private List<Series> series() {
    var found = new ArrayList<Series>();
    var failing = pods.getLast();
    for (var pod : pods) {
      found.add(series(pod, "200", i -> all(i) - (pod.equals(failing) ? bad(i) : 0)));
      found.add(series(pod, "500", i -> pod.equals(failing) ? bad(i) : 0));
    }
    return found;
  }

  private Series series(String pod, String code, IntToDoubleFunction values) {
    var labels = Labels.of(name, Map.of("code", code)).with("pod", pod);
    return new RegularSeries(labels, start, STEP, SAMPLES, values);
  }

  private double all(int index) {
    return PER_STEP * (double) Math.min(index, index(nobodyFrom));
  }

  private double bad(int index) {
    var from = index(badFrom);
    var to = Math.min(index, index(nobodyFrom));
    return PER_STEP * share * Math.max(0, to - from);
  }

  private int index(long at) {
    return at == Long.MAX_VALUE ? SAMPLES : Math.clamp((at - start) / STEP, 0, SAMPLES);
  }

  @Override
  public void close() {
    server.close();
  }
}

package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.QueryFailed;
import dev.slipway.sandbox.metrics.promql.Series;
import dev.slipway.sandbox.metrics.promql.Storage;
import dev.slipway.sandbox.metrics.promql.WrongQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The calls of Prometheus' HTTP API v1 that are answered here
/// (prometheus.io/docs/prometheus/latest/querying/api).
final class Api {

  private static final Pattern VALUES =
      Pattern.compile("/api/v1/label/([a-zA-Z_][a-zA-Z0-9_]*)/values");
  private static final long MOST_PATIENCE = 20_000;
  private static final int MOST_POINTS = 11_000;

  private final Storage storage;
  private final Alerts alerts;
  private final Managed managed;
  private final Clock clock;
  private final Instant started;

  Api(Storage storage, List<AlertRule> rules, Supplier<List<Silence>> silences, Clock clock) {
    this.storage = storage;
    this.alerts = new Alerts(rules, storage);
    this.managed = new Managed(alerts, silences);
    this.clock = clock;
    this.started = clock.instant();
  }

  /// What an Alertmanager would say, without an envelope, or empty if there is no such call.
  Optional<Object> managed(String path) {
    return managed.answer(path, clock.instant());
  }

  /// What is to be said under `data`, or empty if there is no such call.
  Optional<Object> answer(String path, Parameters asked) {
    try {
      var labels = VALUES.matcher(path);
      if (labels.matches()) {
        return Optional.of(values(labels.group(1), asked));
      }
      return Optional.ofNullable(
          switch (path) {
            case "/api/v1/query" -> query(asked);
            case "/api/v1/query_range" -> range(asked);
            case "/api/v1/format_query" -> asked.query().text();
            case "/api/v1/labels" -> names(asked);
            case "/api/v1/alerts" -> alerts.firing(clock.millis());
            case "/api/v1/rules" -> alerts.rules(clock.millis());
            case "/api/v1/status/buildinfo" -> build();
            case "/api/v1/status/runtimeinfo" -> runtime();
            default -> null;
          });
    } catch (QueryFailed failed) {
      throw switch (failed.why()) {
        case EXECUTION -> new Refusal(422, "execution", String.valueOf(failed.getMessage()));
        case TIMEOUT -> new Refusal(503, "timeout", String.valueOf(failed.getMessage()));
      };
    }
  }

  private Object query(Parameters asked) {
    var time = asked.time("time", clock.millis());
    var patience = patience(asked);
    return Envelope.of(asked.query().at(storage, time, patience), time);
  }

  private Object range(Parameters asked) {
    var from = asked.time("start");
    var to = asked.time("end");
    if (to < from) {
      throw Refusal.badData("end", "end timestamp must not be before start time");
    }
    var step = asked.duration("step");
    if (step <= 0) {
      throw Refusal.badData(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if ((to - from) / step > MOST_POINTS) {
      throw new Refusal(
          400,
          "bad_data",
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
              + " resolution (?step=XX)");
    }
    var patience = patience(asked);
    try {
      return Envelope.matrix(asked.query().over(storage, from, to, step, patience));
    } catch (WrongQuery wrong) {
      throw Refusal.badData("query", String.valueOf(wrong.getMessage()));
    }
  }

  private static long patience(Parameters asked) {
    return Math.clamp(asked.duration("timeout", MOST_PATIENCE), 0, MOST_PATIENCE);
  }

  private Object names(Parameters asked) {
    return series(asked)
        .flatMap(labels -> labels.asMap().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Object values(String name, Parameters asked) {
    return series(asked)
        .map(labels -> labels.get(name))
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The series that any of `match[]` takes, or all of them.
  private Stream<Labels> series(Parameters asked) {
    var all = storage.series().stream().map(Series::labels);
    var wanted =
        asked.all("match[]").stream().map(text -> Parameters.query("match[]", text)).toList();
    return wanted.isEmpty()
        ? all
        : all.filter(labels -> wanted.stream().anyMatch(query -> query.selects(labels)));
  }

  private static Object build() {
    var build = new LinkedHashMap<String, Object>();
    build.put("version", "2.42.0");
    build.put("revision", "simulated");
    build.put("branch", "HEAD");
    build.put("buildUser", "");
    build.put("buildDate", "");
    build.put("goVersion", "");
    return build;
  }

  private Object runtime() {
    var runtime = new LinkedHashMap<String, Object>();
    runtime.put("startTime", started.toString());
    runtime.put("reloadConfigSuccess", true);
    runtime.put("lastConfigTime", started.toString());
    runtime.put("storageRetention", "60d");
    return runtime;
  }
}

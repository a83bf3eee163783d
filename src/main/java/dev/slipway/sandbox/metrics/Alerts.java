package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Query;
import dev.slipway.sandbox.metrics.promql.QueryFailed;
import dev.slipway.sandbox.metrics.promql.Storage;
import dev.slipway.sandbox.metrics.promql.Value;
import dev.slipway.sandbox.metrics.promql.Value.Sample;
import dev.slipway.sandbox.metrics.promql.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which rules fire, and since when. Nothing is remembered: the series of the past tell.
final class Alerts {

  private static final long PATIENCE = 5_000;
  private static final long STEP = 60_000;

  /// How far back a beginning is looked for, in steps.
  private static final int FARTHEST = 360;

  private final Map<AlertRule, Query> rules = new LinkedHashMap<>();
  private final Storage storage;

  Alerts(List<AlertRule> rules, Storage storage) {
    rules.forEach(rule -> this.rules.put(rule, Query.parse(rule.query())));
    this.storage = storage;
  }

  Object firing(long now) {
    return Map.of("alerts", all(now));
  }

  /// Every alert; a rule that cannot be evaluated has none.
  List<Map<String, Object>> all(long now) {
    return rules.entrySet().stream()
        .flatMap(rule -> {
          try {
            return alerts(rule.getKey(), rule.getValue(), now).stream();
          } catch (QueryFailed _) {
            return Stream.<Map<String, Object>>empty();
          }
        })
        .toList();
  }

  Object rules(long now) {
    var groups =
        rules.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    rule -> rule.getKey().group(),
                    TreeMap::new,
                    Collectors.mapping(
                        rule -> told(rule.getKey(), rule.getValue(), now), Collectors.toList())));
    return Map.of(
        "groups",
        groups.entrySet().stream()
            .map(group -> {
              var told = new LinkedHashMap<String, Object>();
              told.put("name", group.getKey());
              told.put("file", "slipway.rules.yml");
              told.put("interval", STEP / 1000);
              told.put("rules", group.getValue());
              told.put("lastEvaluation", Instant.ofEpochMilli(now).toString());
              return told;
            })
            .toList());
  }

  private Map<String, Object> told(AlertRule rule, Query query, long now) {
    List<Map<String, Object>> alerts = List.of();
    var error = "";
    try {
      alerts = alerts(rule, query, now);
    } catch (QueryFailed failed) {
      error = String.valueOf(failed.getMessage());
    }
    var told = new LinkedHashMap<String, Object>();
    told.put("type", "alerting");
    told.put("state", alerts.isEmpty() ? "inactive" : "firing");
    told.put("name", rule.name());
    told.put("query", query.text());
    told.put("duration", 0);
    told.put("labels", rule.labels());
    told.put("annotations", rule.annotations());
    told.put("alerts", alerts);
    told.put("health", error.isEmpty() ? "ok" : "err");
    if (!error.isEmpty()) {
      told.put("lastError", error);
    }
    told.put("evaluationTime", 0.001);
    told.put("lastEvaluation", Instant.ofEpochMilli(now).toString());
    return told;
  }

  private List<Map<String, Object>> alerts(AlertRule rule, Query query, long now) {
    return samples(query, now).stream()
        .map(sample -> {
          var labels = new TreeMap<>(sample.labels().with("__name__", "").asMap());
          labels.putAll(rule.labels());
          labels.put("alertname", rule.name());
          var alert = new LinkedHashMap<String, Object>();
          alert.put("labels", labels);
          alert.put("annotations", rule.annotations());
          alert.put("state", "firing");
          alert.put(
              "activeAt", Instant.ofEpochMilli(since(query, sample.labels(), now)).toString());
          alert.put("value", Words.number(sample.number()));
          return (Map<String, Object>) alert;
        })
        .toList();
  }

  private long since(Query query, Labels labels, long now) {
    var since = now - Math.floorMod(now, STEP);
    for (var steps = 0; steps < FARTHEST && holds(query, labels, since - STEP); steps++) {
      since -= STEP;
    }
    return since;
  }

  private boolean holds(Query query, Labels labels, long at) {
    return samples(query, at).stream().anyMatch(sample -> sample.labels().equals(labels));
  }

  private List<Sample> samples(Query query, long at) {
    return query.at(storage, at, PATIENCE) instanceof Value.Vector(var samples)
        ? samples
        : List.of();
  }
}

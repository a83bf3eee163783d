package dev.slipway.slo.prometheus;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.OneLine;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.alerts.AlertSource;
import dev.slipway.slo.alerts.FiringAlert;
import dev.slipway.slo.alerts.RuleState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Asks Prometheus servers and Alertmanagers for alerts, on a road of its own, so that it waits for
/// no budget that is counted.
@Component
class PrometheusAlerts implements AlertSource {

  private static final Duration WHOLE = Duration.ofSeconds(15);
  private static final int MOST_ALERTS = 1_000;
  private static final int MOST_RULES = 2_000;
  private static final int LONGEST_QUERY = 1_000;

  /// What a Prometheus writes for "never".
  private static final Instant NEVER = Instant.EPOCH;

  private final PrometheusApi api;

  @Autowired
  PrometheusAlerts(PrometheusProperties properties) {
    this(new PrometheusApi(properties.allowLoopback(), InetAddress::getAllByName));
  }

  PrometheusAlerts(PrometheusApi api) {
    this.api = api;
  }

  @Override
  public SliAnswer<List<RuleState>> rules(SliDatasource source) {
    return api.ask(source, Question.get("/api/v1/rules?type=alert"), Patience.of(WHOLE))
        .as(data -> {
          var rules = new ArrayList<RuleState>();
          for (var group : data.path("groups")) {
            for (var rule : group.path("rules")) {
              if (rule.path("type").asString("alerting").equals("alerting")
                  && rules.size() < MOST_RULES) {
                rules.add(rule(group, rule));
              }
            }
          }
          return rules;
        });
  }

  @Override
  public SliAnswer<List<FiringAlert>> firing(SliDatasource source) {
    var patience = Patience.of(WHOLE);
    return source.kind() == SliDatasource.Kind.ALERTMANAGER
        ? managed(source, patience)
        : api.ask(source, Question.get("/api/v1/alerts"), patience)
            .as(data -> {
              var alerts = new ArrayList<FiringAlert>();
              for (var each : data.path("alerts")) {
                if (alerts.size() < MOST_ALERTS) {
                  alerts.add(Alerts.read(each));
                }
              }
              return alerts;
            });
  }

  /// What is silenced or inhibited is told too: that holds a message back, not the fault.
  private SliAnswer<List<FiringAlert>> managed(SliDatasource source, Patience patience) {
    var silences =
        api.ask(source, Question.get("/api/v2/silences"), patience).as(Managed::silences);
    Map<String, String> words =
        silences instanceof SliAnswer.Got<Map<String, String>>(var got, var _, var _)
            ? got
            : Map.of();
    return api.ask(
            source,
            Question.get("/api/v2/alerts?active=true&silenced=true&inhibited=true"),
            patience)
        .as(data -> Managed.alerts(data, words).stream().limit(MOST_ALERTS).toList());
  }

  private static RuleState rule(JsonNode group, JsonNode rule) {
    var query = Alerts.text(rule.path("query"));
    return new RuleState(
        Alerts.text(group.path("name")),
        Alerts.text(rule.path("name")),
        query.length() <= LONGEST_QUERY ? query : query.substring(0, LONGEST_QUERY) + "…",
        Alerts.texts(rule.path("labels")),
        OneLine.cleaned(rule.path("health").asString("unknown")),
        Alerts.text(rule.path("lastError")),
        evaluated(rule.path("lastEvaluation").asString("")),
        interval(group.path("interval").asString("60")));
  }

  private static @Nullable Instant evaluated(String text) {
    try {
      var at = Instant.parse(text);
      return at.isAfter(NEVER) ? at : null;
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static Duration interval(String seconds) {
    return Decimals.read(seconds)
        .map(read -> Math.clamp(read.longValue(), 1, Duration.ofDays(1).toSeconds()))
        .map(Duration::ofSeconds)
        .orElse(Duration.ofMinutes(1));
  }
}

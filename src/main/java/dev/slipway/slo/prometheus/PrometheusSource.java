package dev.slipway.slo.prometheus;

import dev.slipway.slo.Indicator;
import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.SliSource;
import dev.slipway.slo.WindowReading;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Asks a Prometheus, version 2.42 or newer, or what answers like one.
@Component
class PrometheusSource implements SliSource {

  /// For all that one call asks, second attempts among them.
  private static final Duration WHOLE = Duration.ofSeconds(30);

  /// More a Prometheus refuses (`web/api/v1/api.go`, queryRange).
  private static final long MOST_POINTS = 11_000;

  private static final Duration FORMATTED_WINDOW = Duration.ofMinutes(5);

  private final PrometheusApi api;

  @Autowired
  PrometheusSource(PrometheusProperties properties) {
    this(new PrometheusApi(properties.allowLoopback(), InetAddress::getAllByName));
  }

  PrometheusSource(PrometheusApi api) {
    this.api = api;
  }

  @Override
  public SliAnswer<Map<Duration, WindowReading>> readings(
      SliDatasource source, Indicator indicator, Set<Duration> windows, Instant at) {
    return new WindowQuestions(api, source, indicator, time(at), Patience.of(WHOLE))
        .ask(new TreeSet<>(windows));
  }

  @Override
  public SliAnswer<List<HourCounts>> hours(
      SliDatasource source, Indicator indicator, Instant from, Instant to) {
    requireHours(from, to);
    var readings = new Readings(indicator);
    if (!readings.areCounts() || !from.isBefore(to)) {
      return new SliAnswer.Got<>(List.of(), List.of(), Duration.ZERO);
    }
    var first = from.plus(HourSeries.HOUR);
    var question =
        Question.range(
            MergedQuery.of(indicator, List.of(HourSeries.HOUR)),
            time(first),
            time(to),
            HourSeries.HOUR);
    return api.ask(source, question, Patience.of(WHOLE))
        .as(new HourSeries(readings, first, to)::of);
  }

  private static void requireHours(Instant from, Instant to) {
    if (!from.equals(from.truncatedTo(ChronoUnit.HOURS))
        || !to.equals(to.truncatedTo(ChronoUnit.HOURS))
        || Duration.between(from, to).toHours() > MOST_POINTS) {
      throw new IllegalArgumentException(
          from + " to " + to + " (expected: whole hours, at most " + MOST_POINTS + ")");
    }
  }

  @Override
  public SliAnswer<SourceHealth> health(SliDatasource source) {
    var patience = Patience.of(WHOLE);
    if (source.kind() == SliDatasource.Kind.ALERTMANAGER) {
      return api.ask(source, Question.get("/api/v2/status"), patience).as(Managed::health);
    }
    return api.ask(source, Question.now("1"), patience)
        .as(data -> {
          if (!data.has("resultType")) {
            throw new OddAnswer("asked for a number, it gives something else");
          }
          return new SourceHealth(
              status(source, "buildinfo", "version", patience),
              Durations.first(status(source, "runtimeinfo", "storageRetention", patience))
                  .orElse(null));
        });
  }

  /// Not every server tells about itself, and none has to.
  private String status(SliDatasource source, String what, String field, Patience patience) {
    var answer =
        api.askOnce(source, Question.get("/api/v1/status/" + what), patience)
            .as(data -> data.path(field).asString(""));
    return answer instanceof SliAnswer.Got<String>(var text, var _, var _)
        ? new Sample(text).shown()
        : "";
  }

  @Override
  public SliAnswer<List<String>> values(SliDatasource source, String label, String selector) {
    var path =
        "/api/v1/label/%s/values?match%%5B%%5D=%s"
            .formatted(label, URLEncoder.encode(selector, StandardCharsets.UTF_8));
    return api.ask(source, Question.get(path), Patience.of(WHOLE))
        .as(data -> {
          var values = new ArrayList<String>();
          data.forEach(value -> values.add(value.asString("")));
          return values;
        });
  }

  @Override
  public SliAnswer<String> format(SliDatasource source, String query) {
    var form = Map.of("query", MergedQuery.over(query, FORMATTED_WINDOW));
    return api.ask(source, Question.form("/api/v1/format_query", form), Patience.of(WHOLE))
        .as(data -> {
          if (!data.isString()) {
            throw new OddAnswer("a query is no text");
          }
          return data.asString();
        });
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

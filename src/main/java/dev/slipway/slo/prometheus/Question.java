package dev.slipway.slo.prometheus;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One question to the API of a Prometheus, or of an Alertmanager.
///
/// @param form what to send as a form; without one the question is a GET
/// @param bytes most bytes of the answer
record Question(String path, Map<String, String> form, int bytes) {

  private static final int SMALL = 1 << 20;
  private static final int LARGE = 4 << 20;

  static Question query(String promql, String time) {
    return evaluation("/api/v1/query", Map.of("query", promql, "time", time), SMALL);
  }

  static Question now(String promql) {
    return evaluation("/api/v1/query", Map.of("query", promql), SMALL);
  }

  static Question range(String promql, String start, String end, Duration step) {
    return evaluation(
        "/api/v1/query_range",
        Map.of(
            "query", promql,
            "start", start,
            "end", end,
            "step", Long.toString(step.toSeconds())),
        LARGE);
  }

  static Question form(String path, Map<String, String> form) {
    return new Question(path, form, SMALL);
  }

  static Question get(String path) {
    return new Question(path, Map.of(), LARGE);
  }

  /// Thanos gives what it can reach unless it is told not to; a Prometheus ignores the word.
  private static Question evaluation(String path, Map<String, String> form, int bytes) {
    var all = new TreeMap<>(form);
    all.put("partial_response", "false");
    return new Question(path, all, bytes);
  }

  /// Gives up there before we do here, so that an expensive query does not go on for nobody.
  String body(Duration timeout) {
    var all = new TreeMap<>(form);
    if (isEvaluation()) {
      all.put("timeout", timeout.toMillis() + "ms");
    }
    return all.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private boolean isEvaluation() {
    return form.containsKey("partial_response");
  }

  /// Whether the answer comes without the envelope of a Prometheus, as an Alertmanager gives it.
  boolean isBare() {
    return path.startsWith("/api/v2/");
  }

  String method() {
    return form.isEmpty() ? "GET" : "POST";
  }
}

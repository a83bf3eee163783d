package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Points;
import dev.slipway.sandbox.metrics.promql.Value;
import dev.slipway.sandbox.metrics.promql.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The JSON that Prometheus puts around every answer.
final class Envelope {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Envelope() {}

  static byte[] success(Object data) {
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("status", "success");
    envelope.put("data", data);
    return JSON.writeValueAsBytes(envelope);
  }

  /// Without one, as an Alertmanager answers.
  static byte[] bare(Object data) {
    return JSON.writeValueAsBytes(data);
  }

  static byte[] error(String type, String message) {
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("status", "error");
    envelope.put("errorType", type);
    envelope.put("error", message);
    return JSON.writeValueAsBytes(envelope);
  }

  static Object of(Value value, long time) {
    return switch (value) {
      case Value.Scalar(var number) -> result("scalar", pair(time, number));
      case Value.Text(var text) -> result("string", List.of(seconds(time), text));
      case Value.Vector(var samples) ->
          result(
              "vector",
              samples.stream()
                  .map(one -> labelled(one.labels(), "value", pair(time, one.number())))
                  .toList());
      case Value.Matrix(var series) -> matrix(series);
    };
  }

  static Object matrix(List<Points> series) {
    return result(
        "matrix",
        series.stream()
            .map(one -> {
              var pairs = new ArrayList<Object>(one.size());
              for (var i = 0; i < one.size(); i++) {
                pairs.add(pair(one.timeAt(i), one.valueAt(i)));
              }
              return labelled(one.labels(), "values", pairs);
            })
            .toList());
  }

  private static Map<String, Object> result(String type, Object result) {
    var data = new LinkedHashMap<String, Object>();
    data.put("resultType", type);
    data.put("result", result);
    return data;
  }

  private static Map<String, Object> labelled(Labels labels, String name, Object value) {
    var one = new LinkedHashMap<String, Object>();
    one.put("metric", labels.asMap());
    one.put(name, value);
    return one;
  }

  private static List<Object> pair(long time, double number) {
    return List.of(seconds(time), Words.number(number));
  }

  /// Whole seconds as such, else three places.
  private static Number seconds(long millis) {
    return millis % 1000 == 0 ? (Number) (millis / 1000) : BigDecimal.valueOf(millis, 3);
  }
}

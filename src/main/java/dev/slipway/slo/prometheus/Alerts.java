package dev.slipway.slo.prometheus;

import dev.slipway.slo.alerts.FiringAlert;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads what `/api/v1/alerts` gives; a Prometheus knows of no silences.
final class Alerts {

  private Alerts() {}

  static FiringAlert read(JsonNode alert) {
    var labels = texts(alert.path("labels"));
    return new FiringAlert(
        labels.getOrDefault("alertname", ""),
        alert.path("state").asString(""),
        since(alert.path("activeAt").asString("")),
        labels,
        texts(alert.path("annotations")),
        List.of(),
        false);
  }

  static Instant since(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new OddAnswer("an alert does not say since when it is active");
    }
  }

  static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asString("")));
    return Map.copyOf(texts);
  }
}

package dev.slipway.slo.prometheus;

import dev.slipway.kernel.OneLine;
import dev.slipway.slo.alerts.FiringAlert;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what `/api/v1/alerts` gives; a Prometheus knows of no silences.
final class Alerts {

  private Alerts() {}

  static FiringAlert read(JsonNode alert) {
    var labels = texts(alert.path("labels"));
    return new FiringAlert(
        labels.getOrDefault("alertname", ""),
        text(alert.path("state")),
        since(alert.path("activeAt").asString("")),
        labels,
        texts(alert.path("annotations")),
        List.of(),
        false);
  }

  /// Null where it does not say: that is no reason to lose it, or those beside it.
  static @Nullable Instant since(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /// What a server says in its own words. Values of labels are any UTF-8, and whoever exports a
  /// metric chooses them.
  static String text(JsonNode node) {
    return OneLine.cleaned(node.asString(""));
  }

  static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    object
        .properties()
        .forEach(each -> texts.put(OneLine.cleaned(each.getKey()), text(each.getValue())));
    return Map.copyOf(texts);
  }
}

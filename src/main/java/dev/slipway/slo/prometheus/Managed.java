package dev.slipway.slo.prometheus;

import dev.slipway.kernel.Moments;
import dev.slipway.slo.SliSource.SourceHealth;
import dev.slipway.slo.alerts.FiringAlert;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads what an Alertmanager gives (`prometheus/alertmanager:api/v2/openapi.yaml`).
final class Managed {

  private static final int LONGEST_COMMENT = 200;

  private Managed() {}

  static SourceHealth health(JsonNode status) {
    if (!status.path("versionInfo").isObject()) {
      throw new OddAnswer("an Alertmanager says its version");
    }
    return new SourceHealth(
        new Sample(status.path("versionInfo").path("version").asString("")).shown(), null);
  }

  /// Active silences in words, by id.
  static Map<String, String> silences(JsonNode silences) {
    var words = new HashMap<String, String>();
    silences.forEach(one -> {
      if (one.path("status").path("state").asString("").equals("active")) {
        words.put(
            one.path("id").asString(""),
            "%s until %s: %s"
                .formatted(
                    shortened(one.path("createdBy").asString("somebody")),
                    until(one.path("endsAt").asString("")),
                    shortened(one.path("comment").asString("no reason given"))));
      }
    });
    return words;
  }

  /// @param silences words by id
  static List<FiringAlert> alerts(JsonNode alerts, Map<String, String> silences) {
    var read = new ArrayList<FiringAlert>();
    alerts.forEach(one -> read.add(alert(one, silences)));
    return read;
  }

  private static FiringAlert alert(JsonNode one, Map<String, String> silences) {
    var labels = Alerts.texts(one.path("labels"));
    var status = one.path("status");
    var words = new ArrayList<String>();
    status
        .path("silencedBy")
        .forEach(
            id -> words.add(silences.getOrDefault(id.asString(""), "a silence that is not shown")));
    status.path("mutedBy").forEach(id -> words.add("muted by " + shortened(id.asString(""))));
    return new FiringAlert(
        labels.getOrDefault("alertname", ""),
        "firing",
        Alerts.since(one.path("startsAt").asString("")),
        labels,
        Alerts.texts(one.path("annotations")),
        words,
        !status.path("inhibitedBy").isEmpty());
  }

  private static String until(String text) {
    try {
      return Moments.words(Moments.parse(text));
    } catch (DateTimeException _) {
      return shortened(text);
    }
  }

  private static String shortened(String text) {
    var line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
    return line.length() <= LONGEST_COMMENT ? line : line.substring(0, LONGEST_COMMENT) + "…";
  }
}

package dev.slipway.sandbox.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What an Alertmanager would say of the alerts that fire here
/// (`prometheus/alertmanager:api/v2/openapi.yaml`): alerts, silences, status.
final class Managed {

  static final String PATH = "/alertmanager/api/v2/";

  private static final Duration RESOLVED_AFTER = Duration.ofMinutes(4);

  private final Alerts alerts;
  private final Supplier<List<Silence>> silences;

  Managed(Alerts alerts, Supplier<List<Silence>> silences) {
    this.alerts = alerts;
    this.silences = silences;
  }

  Optional<Object> answer(String path, Instant now) {
    return switch (path.substring(PATH.length())) {
      case "alerts" ->
          Optional.of(alerts.all(now.toEpochMilli()).stream().map(it -> managed(it, now)).toList());
      case "silences" -> Optional.of(silences.get().stream().map(it -> silence(it, now)).toList());
      case "status" ->
          Optional.of(
              Map.of(
                  "versionInfo",
                  Map.of("version", "0.27.0"),
                  "cluster",
                  Map.of("status", "ready")));
      default -> Optional.empty();
    };
  }

  private Map<String, Object> managed(Map<String, Object> alert, Instant now) {
    var labels = (Map<?, ?>) alert.getOrDefault("labels", Map.of());
    var by =
        silences.get().stream()
            .filter(silence -> silence.isActive(now))
            .filter(silence -> silence.alert().equals(labels.get("alertname")))
            .map(Silence::id)
            .toList();
    var told = new LinkedHashMap<String, Object>();
    told.put("fingerprint", Integer.toHexString(labels.hashCode()));
    told.put("labels", labels);
    told.put("annotations", alert.getOrDefault("annotations", Map.of()));
    told.put("startsAt", alert.getOrDefault("activeAt", now.toString()));
    told.put("endsAt", now.plus(RESOLVED_AFTER).toString());
    told.put("updatedAt", now.toString());
    told.put(
        "status",
        Map.of(
            "state",
            by.isEmpty() ? "active" : "suppressed",
            "silencedBy",
            by,
            "inhibitedBy",
            List.of(),
            "mutedBy",
            List.of()));
    return told;
  }

  private static Map<String, Object> silence(Silence silence, Instant now) {
    var told = new LinkedHashMap<String, Object>();
    told.put("id", silence.id());
    told.put(
        "matchers",
        List.of(
            Map.of(
                "name", "alertname", "value", silence.alert(), "isRegex", false, "isEqual", true)));
    told.put("createdBy", silence.by());
    told.put("comment", silence.comment());
    told.put("startsAt", silence.from().toString());
    told.put("endsAt", silence.until().toString());
    told.put(
        "status",
        Map.of(
            "state",
            silence.isActive(now)
                ? "active"
                : now.isBefore(silence.from()) ? "pending" : "expired"));
    return told;
  }
}

package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes events, and counts up the one that is there when the same thing happens again.
final class EventLog {

  static final Duration KEPT = Duration.ofHours(1);

  private final ObjectStore store;

  EventLog(ObjectStore store) {
    this.store = store;
  }

  void normal(JsonNode about, String component, String reason, String message) {
    write(about, "", component, "Normal", reason, message);
  }

  void warning(JsonNode about, String component, String reason, String message) {
    write(about, "", component, "Warning", reason, message);
  }

  void write(
      JsonNode about, String field, String component, String type, String reason, String message) {
    String namespace = Json.namespace(about).isEmpty() ? "default" : Json.namespace(about);
    long id = (field + component + type + reason + message).hashCode() & 0xffffffffL;
    String name = Json.name(about) + "." + Json.uid(about).substring(0, 8) + Long.toHexString(id);
    Key key = new Key(namespace, name);
    store.locked(() -> {
      ObjectNode before = store.get("events", key);
      ObjectNode event = before == null ? fresh(about, namespace, name) : before.deepCopy();
      event.put("reason", reason).put("message", message).put("type", type);
      event.putObject("source").put("component", component);
      event.put("reportingComponent", component).put("reportingInstance", "");
      if (!field.isEmpty()) {
        Json.child(event, "involvedObject").put("fieldPath", field);
      }
      event.put("lastTimestamp", Times.now());
      event.put("count", Json.integer(event, 0, "count") + 1);
      return store.put("events", event);
    });
  }

  /// Drops what is older than an hour.
  void expire() {
    Instant limit = Instant.now().minus(KEPT);
    for (ObjectNode event : store.list("events", "").objects()) {
      Instant last = Times.read(event.path("lastTimestamp"));
      if (!last.equals(Instant.EPOCH) && last.isBefore(limit)) {
        store.remove("events", Key.of(event));
      }
    }
  }

  private static ObjectNode fresh(JsonNode about, String namespace, String name) {
    ObjectNode event = Json.object().put("kind", "Event").put("apiVersion", "v1");
    ObjectNode metadata = event.putObject("metadata").put("name", name);
    metadata.put("namespace", namespace).put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", Times.now());
    ObjectNode involved = event.putObject("involvedObject");
    involved.put("kind", Json.text(about, "kind")).put("namespace", Json.namespace(about));
    involved.put("name", Json.name(about)).put("uid", Json.uid(about));
    involved.put("apiVersion", Json.text(about, "apiVersion"));
    involved.put("resourceVersion", Json.version(about));
    event.put("firstTimestamp", Times.now()).putNull("eventTime");
    return event;
  }
}

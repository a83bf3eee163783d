package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ClusterEvent;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.QuotaUse;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads of single objects, straight from the API server.
final class Reads {

  private static final int EVENTS_ASKED = 500;

  private final ClusterCalls calls;

  Reads(ClusterCalls calls) {
    this.calls = calls;
  }

  static Answer required(ClusterCalls calls, Answer answer) {
    if (!answer.ok()) {
      throw calls.unreachable(answer.message(), null);
    }
    return answer;
  }

  Optional<LiveObject> workload(WorkloadRef ref) {
    var clusterUid = calls.clusterUid();
    var answer = calls.get(Paths.of(ref));
    if (answer.status() == 404) {
      return Optional.empty();
    }
    var object = required(calls, answer).json();
    var namespace =
        required(calls, calls.get("/api/v1/namespaces/" + Paths.segment(ref.namespace()))).json();
    if (!(object.path("spec") instanceof ObjectNode spec)
        || !(object.path("metadata") instanceof ObjectNode metadata)) {
      throw calls.unreachable("its answer is not a workload", null);
    }
    metadata.remove("managedFields");
    return Optional.of(
        new LiveObject(
            ref,
            Fields.text(metadata, "uid"),
            Fields.text(namespace.path("metadata"), "uid"),
            clusterUid,
            metadata.path("generation").asLong(0),
            Fields.text(metadata, "resourceVersion"),
            metadata,
            spec,
            TemplateHash.base(ref.kind(), spec),
            TemplateHash.of(spec.path("template"))));
  }

  /// Where autoscalers may not be read, or are no kind of this cluster, there is none to the
  /// portal: as its watch says.
  Optional<Autoscaler> autoscaler(WorkloadRef ref) {
    var answer = calls.get(Paths.autoscalers(ref.namespace()));
    if (answer.status() == 403 || answer.status() == 404) {
      return Optional.empty();
    }
    var target = WorkloadRecord.key(ref.kind(), ref.namespace(), ref.name());
    for (var item : required(calls, answer).json().path("items")) {
      var record = AutoscalerRecord.from(item);
      if (record.target().equals(target)) {
        return Optional.of(record.autoscaler());
      }
    }
    return Optional.empty();
  }

  /// Events carry the name of what they are about; those of pods begin with the workload's name.
  List<ClusterEvent> events(WorkloadRef ref, int limit) {
    var path = Paths.core(ref.namespace(), "events") + "?limit=" + EVENTS_ASKED;
    var list = required(calls, calls.get(path)).json();
    var events = new ArrayList<ClusterEvent>();
    for (var item : list.path("items")) {
      var about = item.path("involvedObject");
      if (concerns(ref, Fields.text(about, "kind"), Fields.text(about, "name"))) {
        events.add(event(item, about));
      }
    }
    return events.stream()
        .sorted(Comparator.comparing(ClusterEvent::at).reversed())
        .limit(limit)
        .toList();
  }

  private static boolean concerns(WorkloadRef ref, String kind, String name) {
    return switch (kind) {
      case "Pod", "ReplicaSet", "PersistentVolumeClaim" -> belongs(ref.name(), kind, name);
      case "HorizontalPodAutoscaler" -> name.equals(ref.name());
      default -> kind.equals(ref.kind().kubernetes()) && name.equals(ref.name());
    };
  }

  /// `cart-7d9f-x2x` belongs to `cart`, `cart-worker-7d9f-x2x` does not.
  private static boolean belongs(String workload, String kind, String name) {
    if (!name.startsWith(workload + "-")) {
      return kind.equals("PersistentVolumeClaim") && name.contains("-" + workload + "-");
    }
    var rest = name.substring(workload.length() + 1).split("-", -1);
    return rest.length <= (kind.equals("Pod") ? 2 : 1);
  }

  private static ClusterEvent event(JsonNode item, JsonNode about) {
    var at =
        Stream.of(
                Fields.instant(item.path("series"), "lastObservedTime"),
                Fields.instant(item, "lastTimestamp"),
                Fields.instant(item, "eventTime"),
                Fields.instant(item, "firstTimestamp"),
                Fields.instant(item.path("metadata"), "creationTimestamp"))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return new ClusterEvent(
        at,
        "Warning".equals(Fields.text(item, "type")),
        Fields.text(item, "reason"),
        ServerWords.shown(Fields.text(item, "message")),
        Fields.text(about, "kind") + " " + Fields.text(about, "name"),
        Math.max(1, item.path("series").path("count").asInt(Fields.number(item, "count", 1))));
  }

  Map<String, @Nullable String> configMapHashes(WorkloadRef ref, JsonNode template) {
    var hashes = new LinkedHashMap<String, @Nullable String>();
    for (var name : configMaps(template.path("spec"))) {
      var answer = calls.get(Paths.core(ref.namespace(), "configmaps/" + Paths.segment(name)));
      if (answer.status() == 404) {
        hashes.put(name, null);
      } else {
        var object = required(calls, answer).json();
        var content = JsonNodeFactory.instance.objectNode();
        content.set("data", object.path("data"));
        content.set("binaryData", object.path("binaryData"));
        hashes.put(name, TemplateHash.ofContent(content));
      }
    }
    return hashes;
  }

  static Set<String> configMaps(JsonNode pod) {
    var names = new TreeSet<String>();
    for (var list : List.of("containers", "initContainers")) {
      for (var container : pod.path(list)) {
        container
            .path("envFrom")
            .forEach(from -> names.add(Fields.text(from.path("configMapRef"), "name")));
        for (var variable : container.path("env")) {
          names.add(Fields.text(variable.path("valueFrom").path("configMapKeyRef"), "name"));
        }
      }
    }
    for (var volume : pod.path("volumes")) {
      names.add(Fields.text(volume.path("configMap"), "name"));
      volume
          .path("projected")
          .path("sources")
          .forEach(source -> names.add(Fields.text(source.path("configMap"), "name")));
    }
    names.remove("");
    return names;
  }

  List<QuotaUse> quotas(String namespace) {
    var list = required(calls, calls.get(Paths.core(namespace, "resourcequotas"))).json();
    var quotas = new ArrayList<QuotaUse>();
    for (var item : list.path("items")) {
      var status = item.path("status");
      var used = Fields.map(status.path("used"));
      Fields.map(status.path("hard"))
          .forEach((resource, hard) ->
              quotas.add(
                  new QuotaUse(
                      Fields.text(item.path("metadata"), "name"),
                      resource,
                      used.getOrDefault(resource, "0"),
                      hard)));
    }
    return List.copyOf(quotas);
  }
}

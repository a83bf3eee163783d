package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Projects a workload object to the small record that is kept.
final class ReadWorkload {

  private static final int NO_DEADLINE = Integer.MAX_VALUE;

  private ReadWorkload() {}

  static WorkloadRecord from(WorkloadKind kind, JsonNode object) {
    var metadata = object.path("metadata");
    var spec = object.path("spec");
    var status = object.path("status");
    var writer = lastTemplateWriter(metadata);
    var update = Fields.text(status, "updateRevision");
    return new WorkloadRecord(
        kind,
        Fields.text(metadata, "namespace"),
        Fields.text(metadata, "name"),
        Fields.text(metadata, "uid"),
        metadata.path("generation").asLong(0),
        status.path("observedGeneration").asLong(0),
        Fields.text(metadata, "resourceVersion"),
        metadata.has("deletionTimestamp"),
        spec.path("paused").asBoolean(false),
        strategy(kind, spec),
        deadline(kind, spec),
        spec.path("updateStrategy").path("rollingUpdate").path("partition").asInt(0),
        kind == WorkloadKind.STATEFUL_SET
            && !"Parallel".equals(Fields.text(spec, "podManagementPolicy")),
        counts(kind, spec, status),
        Condition.all(status),
        kind == WorkloadKind.DEPLOYMENT
            ? Fields.maybe(metadata.path("annotations"), "deployment.kubernetes.io/revision")
            : (update.isEmpty() ? null : update),
        Fields.text(status, "currentRevision"),
        update,
        images(spec.path("template").path("spec")),
        TemplateHash.base(kind, spec),
        TemplateHash.of(spec.path("template")),
        Owners.of(metadata),
        marks(metadata.path("annotations")),
        writer == null ? null : Fields.maybe(writer, "manager"),
        writer == null ? null : Fields.instant(writer, "time"),
        scaledBy(metadata));
  }

  private static String strategy(WorkloadKind kind, JsonNode spec) {
    var field = kind == WorkloadKind.DEPLOYMENT ? "strategy" : "updateStrategy";
    return spec.path(field).path("type").asString("RollingUpdate");
  }

  private static @Nullable Integer deadline(WorkloadKind kind, JsonNode spec) {
    var seconds = Fields.number(spec, "progressDeadlineSeconds", NO_DEADLINE);
    return kind != WorkloadKind.DEPLOYMENT || seconds == NO_DEADLINE ? null : seconds;
  }

  private static Counts counts(WorkloadKind kind, JsonNode spec, JsonNode status) {
    if (kind == WorkloadKind.DAEMON_SET) {
      return new Counts(
          Fields.number(status, "desiredNumberScheduled", 0),
          Fields.number(status, "currentNumberScheduled", 0),
          Fields.number(status, "updatedNumberScheduled", 0),
          Fields.number(status, "numberReady", 0),
          Fields.number(status, "numberAvailable", 0));
    }
    var ready = Fields.number(status, "readyReplicas", 0);
    return new Counts(
        Fields.number(spec, "replicas", 1),
        Fields.number(status, "replicas", 0),
        Fields.number(status, "updatedReplicas", 0),
        ready,
        kind == WorkloadKind.DEPLOYMENT
            ? Fields.number(status, "availableReplicas", 0)
            : Fields.number(status, "availableReplicas", ready));
  }

  static List<ContainerImage> images(JsonNode podSpec) {
    var images = new ArrayList<ContainerImage>();
    for (var container : podSpec.path("containers")) {
      images.add(image(container, false));
    }
    for (var container : podSpec.path("initContainers")) {
      images.add(image(container, true));
    }
    return List.copyOf(images);
  }

  private static ContainerImage image(JsonNode container, boolean init) {
    return new ContainerImage(
        Fields.text(container, "name"), Fields.text(container, "image"), null, init);
  }

  private static Map<String, String> marks(JsonNode annotations) {
    var marks = new HashMap<String, String>();
    annotations
        .properties()
        .forEach(entry -> {
          if (entry.getKey().startsWith("slipway.dev/")) {
            marks.put(entry.getKey(), entry.getValue().asString(""));
          }
        });
    return Map.copyOf(marks);
  }

  /// Whoever owns the count. One that was set through the subresource `scale` has no time in a real
  /// cluster, and is later than any that has: the field would be another writer's again.
  static @Nullable String scaledBy(JsonNode metadata) {
    JsonNode last = null;
    for (var entry : metadata.path("managedFields")) {
      if (entry.path("fieldsV1").path("f:spec").has("f:replicas")
          && (last == null || !time(entry).isBefore(time(last)))) {
        last = entry;
      }
    }
    return last == null ? null : Fields.maybe(last, "manager");
  }

  private static Instant time(JsonNode entry) {
    var time = Fields.instant(entry, "time");
    return time == null ? Instant.MAX : time;
  }

  private static @Nullable JsonNode lastTemplateWriter(JsonNode metadata) {
    JsonNode last = null;
    var latest = Instant.MIN;
    for (var entry : metadata.path("managedFields")) {
      var template = entry.path("fieldsV1").path("f:spec").path("f:template");
      if (template.isMissingNode() || entry.has("subresource")) {
        continue;
      }
      var time = Fields.instant(entry, "time");
      if (last == null || (time != null && !time.isBefore(latest))) {
        last = entry;
        latest = time == null ? latest : time;
      }
    }
    return last;
  }
}

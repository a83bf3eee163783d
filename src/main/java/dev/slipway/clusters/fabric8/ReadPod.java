package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.PodState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Projects a pod to the small record that is kept.
final class ReadPod {

  private static final int LONGEST_MESSAGE = 600;

  private ReadPod() {}

  static PodRecord from(JsonNode object, Instant now) {
    var metadata = object.path("metadata");
    var status = object.path("status");
    var spec = object.path("spec");
    var statuses = new ArrayList<JsonNode>();
    status.path("containerStatuses").forEach(statuses::add);
    status.path("initContainerStatuses").forEach(statuses::add);
    var trouble = trouble(statuses, spec, Fields.text(status, "phase"));
    var terminating = metadata.has("deletionTimestamp");
    var names = new ArrayList<String>();
    var images = new ArrayList<String>();
    for (var list : List.of("containers", "initContainers")) {
      for (var container : spec.path(list)) {
        names.add(Fields.text(container, "name"));
        // Thousands of pods name the same few images.
        images.add(Fields.text(container, "image").intern());
      }
    }
    var pod =
        new PodState(
            Fields.text(metadata, "name"),
            Fields.text(metadata, "uid"),
            PodText.of(object),
            message(status, trouble),
            PodText.ready(status) && !terminating,
            false,
            trouble != null && !terminating,
            terminating,
            statuses.stream().mapToInt(each -> Fields.number(each, "restartCount", 0)).sum(),
            Fields.maybe(spec, "nodeName"),
            Fields.instant(status, "startTime"),
            trouble == null || terminating ? null : since(trouble, now),
            List.copyOf(names),
            List.copyOf(images),
            names.stream().map(name -> digest(statuses, name)).toList(),
            inits(status));
    var labels = metadata.path("labels");
    return new PodRecord(
        Fields.text(metadata, "namespace").intern(),
        Fields.controllerUid(metadata),
        Fields.text(labels, "controller-revision-hash"),
        "Succeeded".equals(Fields.text(status, "phase")),
        ended(status) ? Requested.NOTHING : Requested.by(spec),
        unschedulable(status),
        PodEnds.outOfMemory(statuses),
        PodEnds.isEvicted(status),
        PodEnds.evictedAt(status),
        pod);
  }

  /// What only waits, for its image say, has not ended either way.
  private static PodState.Inits inits(JsonNode status) {
    var well = new ArrayList<String>();
    var badly = new ArrayList<String>();
    for (var container : status.path("initContainerStatuses")) {
      var now = container.path("state").path("terminated");
      var before = container.path("lastState").path("terminated");
      var name = Fields.text(container, "name").intern();
      if (now.isObject() && Fields.number(now, "exitCode", 0) == 0) {
        well.add(name);
      } else if (Fields.number(now, "exitCode", 0) != 0
          || Fields.number(before, "exitCode", 0) != 0) {
        badly.add(name);
      }
    }
    return well.isEmpty() && badly.isEmpty()
        ? PodState.Inits.NONE
        : new PodState.Inits(List.copyOf(well), List.copyOf(badly));
  }

  /// A pod that has ended takes no room.
  private static boolean ended(JsonNode status) {
    var phase = Fields.text(status, "phase");
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  /// The first container that cannot start or does not stay up: an error or back-off while waiting,
  /// or not ready again after it has ended before.
  private static @Nullable JsonNode trouble(List<JsonNode> statuses, JsonNode spec, String phase) {
    var always = "Always".equals(spec.path("restartPolicy").asString("Always"));
    for (var container : statuses) {
      var state = container.path("state");
      var waiting = Fields.text(state.path("waiting"), "reason");
      if (waiting.startsWith("Err")
          || waiting.endsWith("Error")
          || waiting.endsWith("BackOff")
          || "InvalidImageName".equals(waiting)
          || "ErrImageNeverPull".equals(waiting)) {
        return container;
      }
      var failed = Fields.number(state.path("terminated"), "exitCode", 0) != 0;
      if (failed && ("Failed".equals(phase) || always)) {
        return container;
      }
      var again =
          state.has("running")
              && !container.path("ready").asBoolean(false)
              && Fields.number(container.path("lastState").path("terminated"), "exitCode", 0) != 0;
      if (again && always) {
        return container;
      }
    }
    return null;
  }

  private static Instant since(JsonNode trouble, Instant now) {
    for (var state : List.of("state", "lastState")) {
      var ended = Fields.instant(trouble.path(state).path("terminated"), "finishedAt");
      if (ended != null) {
        return ended;
      }
    }
    return now;
  }

  private static @Nullable String message(JsonNode status, @Nullable JsonNode trouble) {
    var text = "";
    if (trouble != null) {
      text = Fields.text(trouble.path("state").path("waiting"), "message");
      if (text.isEmpty()) {
        text = Fields.text(trouble.path("state").path("terminated"), "message");
      }
    } else if (unschedulable(status) != null) {
      for (var condition : Condition.all(status)) {
        text = "PodScheduled".equals(condition.type()) ? condition.message() : text;
      }
    } else {
      text = Fields.text(status, "message");
    }
    if (text.isEmpty()) {
      return null;
    }
    var shown = ServerWords.shown(text);
    return shown.length() > LONGEST_MESSAGE ? shown.substring(0, LONGEST_MESSAGE) : shown;
  }

  private static @Nullable Instant unschedulable(JsonNode status) {
    for (var condition : Condition.all(status)) {
      if ("PodScheduled".equals(condition.type())
          && condition.isFalse()
          && "Unschedulable".equals(condition.reason())) {
        return condition.changed();
      }
    }
    return null;
  }

  private static String digest(List<JsonNode> statuses, String name) {
    for (var container : statuses) {
      if (name.equals(Fields.text(container, "name"))) {
        var imageId = Fields.text(container, "imageID");
        var start = imageId.lastIndexOf("sha256:");
        return start < 0 ? "" : imageId.substring(start);
      }
    }
    return "";
  }
}

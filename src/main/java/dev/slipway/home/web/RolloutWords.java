package dev.slipway.home.web;

import dev.slipway.clusters.LiveObject;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How a new template comes to the pods of a workload, in sentences.
final class RolloutWords {

  private RolloutWords() {}

  static List<String> of(LiveObject live) {
    return switch (live.ref().kind()) {
      case DEPLOYMENT -> deployment(live.spec());
      case STATEFUL_SET -> statefulSet(live.spec());
      case DAEMON_SET -> daemonSet(live.spec());
    };
  }

  private static List<String> deployment(JsonNode spec) {
    var strategy = spec.path("strategy");
    if ("Recreate".equals(strategy.path("type").asString(""))) {
      return List.of(
          "Recreate: every old pod ends before the first new one starts, so it is down meanwhile.");
    }
    var rolling = strategy.path("rollingUpdate");
    return List.of(
        "Rolling: up to %s more and %s fewer than wanted while versions change."
            .formatted(
                pods(rolling.path("maxSurge").asString("25%")),
                pods(rolling.path("maxUnavailable").asString("25%"))));
  }

  /// A count or a share, as Kubernetes takes both.
  private static String pods(String bound) {
    return switch (bound) {
      case "0", "0%" -> "no pod";
      case "1" -> "1 pod";
      default -> bound.endsWith("%") ? bound.replace("%", " % of the pods") : bound + " pods";
    };
  }

  private static List<String> statefulSet(JsonNode spec) {
    var update = spec.path("updateStrategy");
    if ("OnDelete".equals(update.path("type").asString(""))) {
      return List.of("OnDelete: a pod takes a new template only when somebody deletes it.");
    }
    var words = new ArrayList<String>();
    words.add(
        "One pod after the other, the highest ordinal first; each must be ready before the next.");
    var replicas = spec.path("replicas").asInt(1);
    var partition = update.path("rollingUpdate").path("partition").asInt(0);
    if (partition >= replicas && partition > 0) {
      words.add(
          "Partition %d: no pod takes a new template until the partition is lowered."
              .formatted(partition));
    } else if (partition > 0) {
      words.add(
          "Partition %d: only ordinals %s take a new template; %s keep theirs."
              .formatted(partition, range(partition, replicas - 1), range(0, partition - 1)));
    }
    words.add(
        "Parallel".equals(spec.path("podManagementPolicy").asString(""))
            ? "Scaling starts and ends pods together (Parallel)."
            : "A pod that never becomes ready holds up all behind it, also the repair (OrderedReady).");
    if ("Delete"
        .equals(
            spec.path("persistentVolumeClaimRetentionPolicy").path("whenScaled").asString(""))) {
      words.add("Scaling down deletes the volumes of the pods that go.");
    }
    return words;
  }

  private static List<String> daemonSet(JsonNode spec) {
    return "OnDelete".equals(spec.path("updateStrategy").path("type").asString(""))
        ? List.of("OnDelete: a pod takes a new template only when somebody deletes it.")
        : List.of("Rolling, node by node.");
  }

  private static String range(int from, int to) {
    return from == to ? Integer.toString(from) : from + " to " + to;
  }
}

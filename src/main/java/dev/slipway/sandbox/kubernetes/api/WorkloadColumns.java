package dev.slipway.sandbox.kubernetes.api;

import static dev.slipway.sandbox.kubernetes.api.Column.age;
import static dev.slipway.sandbox.kubernetes.api.Column.named;
import static dev.slipway.sandbox.kubernetes.api.Column.number;
import static dev.slipway.sandbox.kubernetes.api.Column.orNone;
import static dev.slipway.sandbox.kubernetes.api.Column.text;
import static dev.slipway.sandbox.kubernetes.api.Column.wide;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Columns of workloads and pods.
final class WorkloadColumns {

  private static final Map<String, List<Column>> COLUMNS =
      Map.ofEntries(
          Map.entry(
              "Deployment",
              with(
                  true,
                  named(),
                  text("Ready", WorkloadColumns::ready),
                  number("Up-to-date", "status", "updatedReplicas"),
                  number("Available", "status", "availableReplicas"),
                  age())),
          Map.entry(
              "ReplicaSet",
              with(
                  true,
                  named(),
                  number("Desired", "spec", "replicas"),
                  number("Current", "status", "replicas"),
                  number("Ready", "status", "readyReplicas"),
                  age())),
          Map.entry(
              "StatefulSet", with(false, named(), text("Ready", WorkloadColumns::ready), age())),
          Map.entry(
              "DaemonSet",
              with(
                  true,
                  named(),
                  number("Desired", "status", "desiredNumberScheduled"),
                  number("Current", "status", "currentNumberScheduled"),
                  number("Ready", "status", "numberReady"),
                  number("Up-to-date", "status", "updatedNumberScheduled"),
                  number("Available", "status", "numberAvailable"),
                  text(
                      "Node Selector",
                      o -> Column.pairs(Json.at(o, "spec", "template", "spec", "nodeSelector"))),
                  age())),
          Map.entry(
              "ControllerRevision",
              List.of(
                  named(),
                  text("Controller", WorkloadColumns::owner),
                  Column.at("Revision", "revision"),
                  age())),
          Map.entry(
              "Job",
              with(
                  true,
                  named(),
                  text("Status", WorkloadColumns::jobStatus),
                  text(
                      "Completions",
                      o ->
                          Json.integer(o, 0, "status", "succeeded")
                              + "/"
                              + Json.integer(o, 1, "spec", "completions")),
                  text("Duration", WorkloadColumns::jobDuration),
                  age())),
          Map.entry(
              "CronJob",
              List.of(
                  named(),
                  Column.at("Schedule", "spec", "schedule"),
                  Column.at("Timezone", "spec", "timeZone"),
                  new Column("Suspend", "boolean", 0, o -> Json.flag(o, "spec", "suspend")),
                  new Column("Active", "integer", 0, o -> Json.items(o, "status", "active").size()),
                  text(
                      "Last Schedule",
                      o ->
                          Json.absent(o, "status", "lastScheduleTime")
                              ? "<none>"
                              : Column.since(Json.at(o, "status", "lastScheduleTime"))),
                  age(),
                  wide("Containers", o -> containers(jobPod(o), "name")),
                  wide("Images", o -> containers(jobPod(o), "image")),
                  wide("Selector", _ -> "<none>"))),
          Map.entry(
              "Pod",
              List.of(
                  named(),
                  text("Ready", PodText::ready),
                  text("Status", PodText::status),
                  text("Restarts", PodText::restarts),
                  age(),
                  wide("IP", o -> orNone(Json.text(o, "status", "podIP"))),
                  wide("Node", o -> orNone(Json.text(o, "spec", "nodeName"))),
                  wide("Nominated Node", _ -> "<none>"),
                  wide("Readiness Gates", _ -> "<none>"))));

  private WorkloadColumns() {}

  static List<Column> of(String kind) {
    return COLUMNS.getOrDefault(kind, List.of());
  }

  private static List<Column> with(boolean selector, Column... first) {
    List<Column> all = new ArrayList<>(List.of(first));
    all.add(wide("Containers", o -> containers(podOf(o), "name")));
    all.add(wide("Images", o -> containers(podOf(o), "image")));
    if (selector) {
      all.add(wide("Selector", o -> Column.selector(Json.at(o, "spec", "selector"))));
    }
    return List.copyOf(all);
  }

  private static JsonNode podOf(JsonNode object) {
    return Json.at(object, "spec", "template", "spec");
  }

  private static JsonNode jobPod(JsonNode object) {
    return Json.at(object, "spec", "jobTemplate", "spec", "template", "spec");
  }

  private static String containers(JsonNode pod, String field) {
    return Column.joined(Json.items(pod, "containers"), field);
  }

  private static Object ready(JsonNode object) {
    return Json.integer(object, 0, "status", "readyReplicas")
        + "/"
        + Json.integer(object, 1, "spec", "replicas");
  }

  private static Object owner(JsonNode object) {
    JsonNode owner = Json.controller(object);
    String version = Json.text(owner, "apiVersion");
    int slash = version.indexOf('/');
    String kind = Json.text(owner, "kind").toLowerCase(java.util.Locale.ROOT);
    String group = slash < 0 ? "" : "." + version.substring(0, slash);
    return kind + group + "/" + Json.text(owner, "name");
  }

  private static Object jobStatus(JsonNode object) {
    return Json.items(object, "status", "conditions").stream()
        .filter(c -> Json.text(c, "status").equals("True"))
        .map(c -> Json.text(c, "type"))
        .flatMap(type -> Stream.of("Complete", "Failed", "Suspended").filter(type::equals))
        .findFirst()
        .orElse("Running");
  }

  private static Object jobDuration(JsonNode object) {
    Instant start = Times.read(Json.at(object, "status", "startTime"));
    Instant end = Times.read(Json.at(object, "status", "completionTime"));
    if (start.equals(Instant.EPOCH)) {
      return "";
    }
    return Times.brief(Duration.between(start, end.equals(Instant.EPOCH) ? Instant.now() : end));
  }
}

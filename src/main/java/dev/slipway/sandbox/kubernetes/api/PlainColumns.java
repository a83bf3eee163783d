package dev.slipway.sandbox.kubernetes.api;

import static dev.slipway.sandbox.kubernetes.api.Column.age;
import static dev.slipway.sandbox.kubernetes.api.Column.at;
import static dev.slipway.sandbox.kubernetes.api.Column.joined;
import static dev.slipway.sandbox.kubernetes.api.Column.named;
import static dev.slipway.sandbox.kubernetes.api.Column.orNone;
import static dev.slipway.sandbox.kubernetes.api.Column.text;
import static dev.slipway.sandbox.kubernetes.api.Column.wide;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Columns of everything that is not a workload.
final class PlainColumns {

  private static final List<Column> OTHERS = List.of(named(), age());

  private static final Map<String, List<Column>> COLUMNS =
      Map.ofEntries(
          Map.entry("Namespace", List.of(named(), at("Status", "status", "phase"), age())),
          Map.entry(
              "Node",
              List.of(
                  named(),
                  text("Status", PlainColumns::nodeStatus),
                  text("Roles", PlainColumns::roles),
                  age(),
                  at("Version", "status", "nodeInfo", "kubeletVersion"),
                  wide("Internal-IP", o -> address(o, "InternalIP")),
                  wide("External-IP", o -> address(o, "ExternalIP")),
                  wide("OS-Image", o -> info(o, "osImage")),
                  wide("Kernel-Version", o -> info(o, "kernelVersion")),
                  wide("Container-Runtime", o -> info(o, "containerRuntimeVersion")))),
          Map.entry("ConfigMap", List.of(named(), size("Data", "data"), age())),
          Map.entry("Secret", List.of(named(), at("Type", "type"), size("Data", "data"), age())),
          Map.entry(
              "Service",
              List.of(
                  named(),
                  at("Type", "spec", "type"),
                  at("Cluster-IP", "spec", "clusterIP"),
                  text("External-IP", PlainColumns::externalAddress),
                  text("Port(s)", PlainColumns::servicePorts),
                  age(),
                  wide("Selector", o -> Column.pairs(Json.at(o, "spec", "selector"))))),
          Map.entry(
              "Event",
              List.of(
                  text("Last Seen", o -> Column.since(o.path("lastTimestamp"))),
                  at("Type", "type"),
                  at("Reason", "reason"),
                  text(
                      "Object",
                      o ->
                          Json.text(o, "involvedObject", "kind").toLowerCase(Locale.ROOT)
                              + "/"
                              + Json.text(o, "involvedObject", "name")),
                  wide("Subobject", o -> Json.text(o, "involvedObject", "fieldPath")),
                  wide("Source", o -> Json.text(o, "source", "component")),
                  text("Message", o -> Json.text(o, "message").strip()),
                  wide("First Seen", o -> Column.since(o.path("firstTimestamp"))),
                  wide("Count", o -> Json.integer(o, 1, "count")),
                  wide("Name", Json::name))),
          Map.entry(
              "PersistentVolumeClaim",
              List.of(
                  named(),
                  at("Status", "status", "phase"),
                  text("Volume", o -> Json.text(o, "spec", "volumeName")),
                  text("Capacity", o -> Json.text(o, "status", "capacity", "storage")),
                  text("Access Modes", o -> modes(Json.items(o, "spec", "accessModes"))),
                  text("StorageClass", o -> Json.text(o, "spec", "storageClassName")),
                  text("VolumeAttributesClass", _ -> "<unset>"),
                  age(),
                  wide("VolumeMode", o -> Json.text(o, "spec", "volumeMode")))),
          Map.entry(
              "HorizontalPodAutoscaler",
              List.of(
                  named(),
                  text(
                      "Reference",
                      o ->
                          Json.text(o, "spec", "scaleTargetRef", "kind")
                              + "/"
                              + Json.text(o, "spec", "scaleTargetRef", "name")),
                  text("Targets", PlainColumns::targets),
                  at("MinPods", "spec", "minReplicas"),
                  at("MaxPods", "spec", "maxReplicas"),
                  text("Replicas", o -> Json.integer(o, 0, "status", "currentReplicas")),
                  age())),
          Map.entry(
              "PodDisruptionBudget",
              List.of(
                  named(),
                  text("Min Available", o -> orNotThere(Json.text(o, "spec", "minAvailable"))),
                  text("Max Unavailable", o -> orNotThere(Json.text(o, "spec", "maxUnavailable"))),
                  Column.number("Allowed Disruptions", "status", "disruptionsAllowed"),
                  age())),
          Map.entry(
              "Ingress",
              List.of(
                  named(),
                  at("Class", "spec", "ingressClassName"),
                  text("Hosts", o -> joined(Json.items(o, "spec", "rules"), "host")),
                  text("Address", PlainColumns::loadBalancer),
                  text("Ports", o -> Json.items(o, "spec", "tls").isEmpty() ? "80" : "80, 443"),
                  age())),
          Map.entry(
              "EndpointSlice",
              List.of(
                  named(),
                  at("AddressType", "addressType"),
                  text("Ports", o -> orNone(joined(Json.items(o, "ports"), "port"))),
                  text(
                      "Endpoints",
                      o ->
                          orNone(
                              Json.items(o, "endpoints").stream()
                                  .map(e -> joined(Json.items(e, "addresses")))
                                  .collect(Collectors.joining(",")))),
                  age())),
          Map.entry(
              "StorageClass",
              List.of(
                  named(),
                  at("Provisioner", "provisioner"),
                  at("ReclaimPolicy", "reclaimPolicy"),
                  at("VolumeBindingMode", "volumeBindingMode"),
                  age())));

  private PlainColumns() {}

  static List<Column> of(String kind) {
    return COLUMNS.getOrDefault(kind, OTHERS);
  }

  private static Column size(String name, String field) {
    return text(name, object -> object.path(field).size());
  }

  private static Object nodeStatus(JsonNode node) {
    boolean ready =
        Json.items(node, "status", "conditions").stream()
            .anyMatch(
                c -> Json.text(c, "type").equals("Ready") && Json.text(c, "status").equals("True"));
    return (ready ? "Ready" : "NotReady")
        + (Json.flag(node, "spec", "unschedulable") ? ",SchedulingDisabled" : "");
  }

  private static Object roles(JsonNode node) {
    String prefix = "node-role.kubernetes.io/";
    return orNone(
        Json.strings(node, "metadata", "labels").keySet().stream()
            .filter(label -> label.startsWith(prefix))
            .map(label -> label.substring(prefix.length()))
            .collect(Collectors.joining(",")));
  }

  private static String address(JsonNode node, String type) {
    return Json.items(node, "status", "addresses").stream()
        .filter(a -> Json.text(a, "type").equals(type))
        .map(a -> Json.text(a, "address"))
        .findFirst()
        .orElse("<none>");
  }

  private static String info(JsonNode node, String field) {
    return Json.text(node, "status", "nodeInfo", field);
  }

  private static Object externalAddress(JsonNode service) {
    boolean balanced = Json.text(service, "spec", "type").equals("LoadBalancer");
    String address = loadBalancer(service).toString();
    return address.isEmpty() ? (balanced ? "<pending>" : "<none>") : address;
  }

  private static Object loadBalancer(JsonNode object) {
    return Json.items(object, "status", "loadBalancer", "ingress").stream()
        .map(i -> Json.text(i, "ip") + Json.text(i, "hostname"))
        .collect(Collectors.joining(","));
  }

  private static Object servicePorts(JsonNode service) {
    return orNone(
        Json.items(service, "spec", "ports").stream()
            .map(p ->
                Json.text(p, "port")
                    + (p.has("nodePort") ? ":" + Json.text(p, "nodePort") : "")
                    + "/"
                    + Json.text(p, "protocol"))
            .collect(Collectors.joining(",")));
  }

  private static String modes(List<JsonNode> modes) {
    return modes.stream()
        .map(m -> m.asString("").replaceAll("[^A-Z]", ""))
        .collect(Collectors.joining(","));
  }

  private static Object targets(JsonNode autoscaler) {
    return orNone(
        Json.items(autoscaler, "spec", "metrics").stream()
            .map(m -> target(autoscaler, m))
            .collect(Collectors.joining(", ")));
  }

  private static String target(JsonNode autoscaler, JsonNode metric) {
    String resource = Json.text(metric, "resource", "name");
    String now =
        Json.items(autoscaler, "status", "currentMetrics").stream()
            .filter(m -> Json.text(m, "resource", "name").equals(resource))
            .map(m -> Json.text(m, "resource", "current", "averageUtilization") + "%")
            .findFirst()
            .orElse("<unknown>");
    return resource
        + ": "
        + now
        + "/"
        + Json.text(metric, "resource", "target", "averageUtilization")
        + "%";
  }

  private static String orNotThere(String text) {
    return text.isEmpty() ? "N/A" : text;
  }
}

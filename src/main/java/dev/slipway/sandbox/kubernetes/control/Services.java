package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the endpoints of Services, and gives those that face outwards an address.
final class Services implements Controller {

  private static final String SLICES = "endpointslices.discovery.k8s.io";

  private final Plane plane;

  Services(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals("services")) {
      return List.of(change.key());
    }
    if (!change.type().equals("pods")) {
      return List.of();
    }
    return plane.list("services", change.key().namespace()).stream()
        .filter(service -> selector(service).isPresent())
        .filter(service -> selector(service).orElseThrow().matches(change.object()))
        .map(Key::of)
        .toList();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode service = plane.get("services", key);
    if (service == null || Json.deleting(service)) {
      plane.delete("endpoints", key);
      return Optional.empty();
    }
    selector(service).ifPresent(selector -> endpoints(service, selector));
    if (Json.text(service, "spec", "type").equals("LoadBalancer")
        && Json.items(service, "status", "loadBalancer", "ingress").isEmpty()) {
      int last = Math.floorMod(Json.uid(service).hashCode(), 250) + 1;
      plane.status(
          "services",
          key,
          changed ->
              Json.child(Json.child(changed, "status"), "loadBalancer")
                  .putArray("ingress")
                  .addObject()
                  .put("ip", "203.0.113." + last)
                  .put("ipMode", "VIP"));
    }
    return Optional.empty();
  }

  private static Optional<LabelSelector> selector(JsonNode service) {
    var labels = Json.strings(service, "spec", "selector");
    return labels.isEmpty() ? Optional.empty() : Optional.of(LabelSelector.labels(labels));
  }

  private void endpoints(ObjectNode service, LabelSelector selector) {
    List<ObjectNode> pods =
        plane.list("pods", Json.namespace(service)).stream()
            .filter(selector::matches)
            .filter(pod -> !Json.text(pod, "status", "podIP").isEmpty())
            .filter(pod -> !Json.text(pod, "status", "phase").matches("Succeeded|Failed"))
            .toList();
    slice(service, pods);
    summary(service, pods);
  }

  private void slice(ObjectNode service, List<ObjectNode> pods) {
    String name = Json.name(service) + "-" + Json.uid(service).substring(0, 5);
    Key key = new Key(Json.namespace(service), name);
    ArrayNode endpoints = Json.array();
    for (ObjectNode pod : pods) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(Json.text(pod, "status", "podIP"));
      boolean ending = Json.deleting(pod);
      ObjectNode conditions = endpoint.putObject("conditions");
      conditions.put("ready", Pods.ready(pod) && !ending).put("serving", Pods.ready(pod));
      conditions.put("terminating", ending);
      endpoint.put("nodeName", Json.text(pod, "spec", "nodeName"));
      endpoint.set("targetRef", target(pod));
    }
    ArrayNode ports = Json.array();
    for (JsonNode port : Json.items(service, "spec", "ports")) {
      ports
          .addObject()
          .put("name", Json.text(port, "name"))
          .put("port", number(port, pods))
          .put("protocol", Json.text(port, "protocol"));
    }
    if (!plane.exists(SLICES, key)) {
      ObjectNode slice = Json.object().put("apiVersion", "discovery.k8s.io/v1");
      slice.put("kind", "EndpointSlice").put("addressType", "IPv4");
      ObjectNode metadata = slice.putObject("metadata").put("name", name);
      metadata.put("namespace", Json.namespace(service));
      metadata
          .putObject("labels")
          .put("kubernetes.io/service-name", Json.name(service))
          .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
      metadata.putArray("ownerReferences").add(plane.controllerReference(service));
      slice.set("endpoints", endpoints);
      plane.create(SLICES, slice.set("ports", ports));
      return;
    }
    plane.change(SLICES, key, changed -> changed.set("endpoints", endpoints).set("ports", ports));
  }

  private void summary(ObjectNode service, List<ObjectNode> pods) {
    ArrayNode subsets = Json.array();
    if (!pods.isEmpty()) {
      ObjectNode subset = subsets.addObject();
      for (ObjectNode pod : pods) {
        boolean ready = Pods.ready(pod) && !Json.deleting(pod);
        ObjectNode address =
            Json.list(subset, ready ? "addresses" : "notReadyAddresses").addObject();
        address.put("ip", Json.text(pod, "status", "podIP"));
        address.put("nodeName", Json.text(pod, "spec", "nodeName")).set("targetRef", target(pod));
      }
      ArrayNode ports = subset.putArray("ports");
      for (JsonNode port : Json.items(service, "spec", "ports")) {
        ports
            .addObject()
            .put("port", number(port, pods))
            .put("protocol", Json.text(port, "protocol"));
      }
    }
    Key key = Key.of(service);
    if (!plane.exists("endpoints", key)) {
      ObjectNode made = Json.object().put("apiVersion", "v1").put("kind", "Endpoints");
      ObjectNode metadata = made.putObject("metadata").put("name", key.name());
      metadata.put("namespace", key.namespace());
      plane.create("endpoints", made.set("subsets", subsets));
      return;
    }
    plane.change("endpoints", key, changed -> changed.set("subsets", subsets));
  }

  private static int number(JsonNode port, List<ObjectNode> pods) {
    JsonNode target = port.path("targetPort");
    if (target.isNumber() || pods.isEmpty()) {
      return target.asInt(Json.integer(port, 0, "port"));
    }
    for (JsonNode container : Json.items(pods.getFirst(), "spec", "containers")) {
      for (JsonNode named : Json.items(container, "ports")) {
        if (Json.text(named, "name").equals(target.asString(""))) {
          return Json.integer(named, 0, "containerPort");
        }
      }
    }
    return Json.integer(port, 0, "port");
  }

  private static ObjectNode target(JsonNode pod) {
    ObjectNode target = Json.object().put("kind", "Pod").put("name", Json.name(pod));
    return target.put("namespace", Json.namespace(pod)).put("uid", Json.uid(pod));
  }
}

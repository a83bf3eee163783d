package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Quantity;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Samples of what pods and nodes take (metrics.k8s.io/v1beta1), where an APIService says that
/// somebody serves them. They are made up: a running container takes a steady part of what it asked
/// for, by its UID, that swings a little.
final class UsageApi {

  private static final String GROUP = "metrics.k8s.io";
  private static final String VERSION = "v1beta1";
  private static final Key SERVED = new Key("", VERSION + "." + GROUP);
  private static final double WAVE = 420;
  private static final BigDecimal UNASKED = BigDecimal.valueOf(48L << 20);
  private static final double SYSTEM = 0.06;

  private final ObjectStore store;

  UsageApi(ObjectStore store) {
    this.store = store;
  }

  /// Answers lists of this group; nothing else of it is served.
  boolean answers(Call call) {
    List<String> path = call.path();
    if (!path.get(1).equals(GROUP)
        || !path.get(2).equals(VERSION)
        || !call.method().equals("GET")
        || store.get("apiservices.apiregistration.k8s.io", SERVED) == null) {
      return false;
    }
    if (path.size() == 4 && path.get(3).equals("nodes")) {
      call.answer(200, list("NodeMetricsList", nodes()));
      return true;
    }
    boolean inNamespace = path.size() == 6 && path.get(3).equals("namespaces");
    if (path.getLast().equals("pods") && (path.size() == 4 || inNamespace)) {
      call.answer(200, list("PodMetricsList", pods(inNamespace ? path.get(4) : "")));
      return true;
    }
    return false;
  }

  private static ObjectNode list(String kind, ArrayNode items) {
    ObjectNode list = Json.object().put("kind", kind).put("apiVersion", GROUP + "/" + VERSION);
    list.putObject("metadata");
    return list.set("items", items);
  }

  private ArrayNode pods(String namespace) {
    ArrayNode samples = Json.array();
    for (ObjectNode pod : store.list("pods", namespace).objects()) {
      if (isRunning(pod)) {
        ObjectNode sample = sample(samples, pod);
        sample.withObject("metadata").put("namespace", Json.namespace(pod));
        ArrayNode containers = sample.putArray("containers");
        for (JsonNode container : Json.items(pod, "spec", "containers")) {
          ObjectNode one = containers.addObject().put("name", Json.text(container, "name"));
          usage(one, cpu(pod, container), memory(pod, container));
        }
      }
    }
    return samples;
  }

  private ArrayNode nodes() {
    ArrayNode samples = Json.array();
    for (ObjectNode node : store.list("nodes", "").objects()) {
      BigDecimal cpu = part(Quantity.parse(Json.text(node, "status", "capacity", "cpu")), SYSTEM);
      BigDecimal memory =
          part(Quantity.parse(Json.text(node, "status", "capacity", "memory")), SYSTEM);
      for (ObjectNode pod : store.list("pods", "").objects()) {
        if (isRunning(pod) && Json.text(pod, "spec", "nodeName").equals(Json.name(node))) {
          for (JsonNode container : Json.items(pod, "spec", "containers")) {
            cpu = cpu.add(cpu(pod, container));
            memory = memory.add(memory(pod, container));
          }
        }
      }
      usage(sample(samples, node), cpu, memory);
    }
    return samples;
  }

  private static ObjectNode sample(ArrayNode samples, ObjectNode of) {
    ObjectNode sample = samples.addObject();
    sample.putObject("metadata").put("name", Json.name(of));
    return sample.put("timestamp", Times.now()).put("window", "15s");
  }

  private static void usage(ObjectNode sample, BigDecimal cpu, BigDecimal memory) {
    sample
        .putObject("usage")
        .put("cpu", cpu.movePointRight(9).toBigInteger() + "n")
        .put("memory", memory.toBigInteger().shiftRight(10) + "Ki");
  }

  private static boolean isRunning(ObjectNode pod) {
    return Json.text(pod, "status", "phase").equals("Running") && !Json.deleting(pod);
  }

  private static BigDecimal cpu(ObjectNode pod, JsonNode container) {
    BigDecimal asked = Quantity.parse(Json.text(container, "resources", "requests", "cpu"));
    double turn = System.currentTimeMillis() / 1000.0 / WAVE + chance(pod);
    return part(
        asked.max(new BigDecimal("0.01")),
        0.35 + 0.3 * chance(pod) + 0.1 * Math.sin(2 * Math.PI * turn));
  }

  private static BigDecimal memory(ObjectNode pod, JsonNode container) {
    BigDecimal asked = Quantity.parse(Json.text(container, "resources", "requests", "memory"));
    return part(asked.signum() > 0 ? asked : UNASKED, 0.55 + 0.3 * chance(pod));
  }

  /// Between 0 and 1, the same for the same pod.
  private static double chance(ObjectNode pod) {
    return Math.floorMod(Json.uid(pod).hashCode(), 1000) / 1000.0;
  }

  private static BigDecimal part(BigDecimal whole, double share) {
    return whole.multiply(BigDecimal.valueOf(share));
  }
}

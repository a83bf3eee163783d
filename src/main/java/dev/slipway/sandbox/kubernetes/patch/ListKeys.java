package dev.slipway.sandbox.kubernetes.patch;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What makes two entries of a list of the built-in kinds the same entry.
final class ListKeys {

  private static final Map<String, String> MERGE =
      Map.ofEntries(
          Map.entry("containers", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("env", "name"),
          Map.entry("volumes", "name"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumeDevices", "devicePath"),
          Map.entry("imagePullSecrets", "name"),
          Map.entry("hostAliases", "ip"),
          Map.entry("topologySpreadConstraints", "topologyKey"),
          Map.entry("resourceClaims", "name"),
          Map.entry("schedulingGates", "name"),
          Map.entry("conditions", "type"),
          Map.entry("addresses", "type"),
          Map.entry("ownerReferences", "uid"),
          Map.entry("secrets", "name"));

  private static final Set<String> ATOMIC_MAPS =
      Set.of(
          "selector",
          "nodeSelector",
          "labelSelector",
          "namespaceSelector",
          "podSelector",
          "fieldRef",
          "resourceFieldRef",
          "configMapKeyRef",
          "secretKeyRef",
          "involvedObject");

  private ListKeys() {}

  /// The key by which a strategic merge patch matches entries, or an empty text if it replaces the
  /// list.
  static String merge(String field, JsonNode patch, JsonNode live) {
    if (field.equals("ports")) {
      return has(patch, "containerPort") || has(live, "containerPort") ? "containerPort" : "port";
    }
    return MERGE.getOrDefault(field, "");
  }

  /// Whether a list of plain values is merged as a set.
  static boolean set(String field) {
    return field.equals("finalizers");
  }

  /// The keys by which server-side apply matches entries; none if the list is one value.
  static List<String> apply(String field, JsonNode list) {
    return switch (field) {
      case "ports" ->
          has(list, "containerPort")
              ? List.of("containerPort", "protocol")
              : has(list, "port") ? List.of("port", "protocol") : List.of();
      case "topologySpreadConstraints" -> List.of("topologyKey", "whenUnsatisfiable");
      default -> MERGE.containsKey(field) ? List.of(MERGE.get(field)) : List.of();
    };
  }

  static boolean atomicMap(String field) {
    return ATOMIC_MAPS.contains(field);
  }

  /// The key of one entry as managed fields write it.
  static ObjectNode keyOf(JsonNode entry, List<String> keys) {
    ObjectNode key = Json.object();
    for (String name : keys) {
      if (!Json.absent(entry, name)) {
        key.set(name, entry.get(name));
      } else if (name.equals("protocol")) {
        key.put(name, "TCP");
      }
    }
    return key;
  }

  private static boolean has(JsonNode list, String field) {
    return list.isArray() && !list.isEmpty() && list.get(0).has(field);
  }
}

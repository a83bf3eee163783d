package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Quantity;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a namespace uses of its quotas, and whether one more pod fits.
public final class QuotaUse {

  private static final Map<String, String> COUNTED =
      Map.of(
          "services", "services",
          "secrets", "secrets",
          "configmaps", "configmaps",
          "persistentvolumeclaims", "persistentvolumeclaims",
          "replicationcontrollers", "replicationcontrollers",
          "count/deployments.apps", "deployments.apps");

  private final ObjectStore store;

  public QuotaUse(ObjectStore store) {
    this.store = store;
  }

  /// How much of the resource the namespace uses now.
  public BigDecimal used(String namespace, String resource) {
    String counted = COUNTED.get(resource);
    if (counted != null) {
      return BigDecimal.valueOf(store.list(counted, namespace).objects().size());
    }
    BigDecimal sum = BigDecimal.ZERO;
    if (resource.equals("requests.storage")) {
      for (ObjectNode claim : store.list("persistentvolumeclaims", namespace).objects()) {
        sum = sum.add(Quantity.parse(Json.text(claim, "spec", "resources", "requests", "storage")));
      }
      return sum;
    }
    for (ObjectNode pod : store.list("pods", namespace).objects()) {
      if (!Json.text(pod, "status", "phase").matches("Succeeded|Failed")) {
        sum = sum.add(of(pod, resource));
      }
    }
    return sum;
  }

  void admit(ResourceType type, ObjectNode object) {
    String namespace = Json.namespace(object);
    boolean pod = type.plural().equals("pods");
    if (!pod && !COUNTED.containsValue(type.id())) {
      return;
    }
    for (ObjectNode quota : store.list("resourcequotas", namespace).objects()) {
      if (pod) {
        check(type, object, quota, namespace);
      } else {
        count(type, object, quota, namespace);
      }
    }
  }

  /// One more object of a kind that is counted.
  private void count(ResourceType type, ObjectNode object, ObjectNode quota, String namespace) {
    var over = new ArrayList<List<String>>();
    Json.strings(quota, "spec", "hard")
        .forEach((resource, hard) -> {
          boolean storage =
              resource.equals("requests.storage") && type.id().equals("persistentvolumeclaims");
          if (!storage && !type.id().equals(COUNTED.get(resource))) {
            return;
          }
          BigDecimal more =
              storage
                  ? Quantity.parse(Json.text(object, "spec", "resources", "requests", "storage"))
                  : BigDecimal.ONE;
          BigDecimal used = used(namespace, resource);
          if (used.add(more).compareTo(Quantity.parse(hard)) > 0) {
            over.add(overdrawn(resource, more, used, hard));
          }
        });
    refuse(type, object, quota, over);
  }

  private static List<String> overdrawn(
      String resource, BigDecimal more, BigDecimal used, String hard) {
    return List.of(
        resource + "=" + Quantity.write(resource, more),
        resource + "=" + Quantity.write(resource, used),
        resource + "=" + hard);
  }

  private void check(ResourceType type, ObjectNode pod, ObjectNode quota, String namespace) {
    var over = new ArrayList<List<String>>();
    var unset = new ArrayList<String>();
    Json.strings(quota, "spec", "hard")
        .forEach((resource, hard) -> {
          BigDecimal more = of(pod, resource);
          boolean computed = resource.matches("(requests\\.|limits\\.)?(cpu|memory)");
          if (computed && more.signum() == 0) {
            unset.add(
                resource
                    + " for: "
                    + Json.text(Json.items(pod, "spec", "containers").getFirst(), "name"));
          }
          BigDecimal used = used(namespace, resource);
          if (more.signum() > 0 && used.add(more).compareTo(Quantity.parse(hard)) > 0) {
            over.add(overdrawn(resource, more, used, hard));
          }
        });
    if (!unset.isEmpty()) {
      throw ApiFailure.forbidden(
          type,
          Json.name(pod),
          "failed quota: " + Json.name(quota) + ": must specify " + String.join("; ", unset));
    }
    refuse(type, pod, quota, over);
  }

  private static void refuse(
      ResourceType type, ObjectNode object, ObjectNode quota, List<List<String>> over) {
    if (!over.isEmpty()) {
      throw ApiFailure.forbidden(
          type,
          Json.name(object),
          "exceeded quota: "
              + Json.name(quota)
              + ", requested: "
              + column(over, 0)
              + ", used: "
              + column(over, 1)
              + ", limited: "
              + column(over, 2));
    }
  }

  private static String column(List<List<String>> rows, int index) {
    return String.join(",", rows.stream().map(row -> row.get(index)).toList());
  }

  private static BigDecimal of(JsonNode pod, String resource) {
    if (resource.matches("pods|count/pods")) {
      return BigDecimal.ONE;
    }
    boolean limits = resource.startsWith("limits.");
    String name = resource.substring(resource.indexOf('.') + 1);
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode container : Json.items(pod, "spec", "containers")) {
      sum =
          sum.add(
              Quantity.parse(
                  Json.text(container, "resources", limits ? "limits" : "requests", name)));
    }
    return sum;
  }
}

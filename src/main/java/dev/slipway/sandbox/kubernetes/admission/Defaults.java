package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fills in what the API server fills in, so that objects compare as they would on a real one.
final class Defaults {

  private Defaults() {}

  static void fill(ObjectNode object) {
    dropNulls(object);
    switch (Json.text(object, "kind")) {
      case "Deployment" -> deployment(Json.child(object, "spec"));
      case "ReplicaSet", "ReplicationController" -> replicaSet(Json.child(object, "spec"));
      case "StatefulSet" -> statefulSet(Json.child(object, "spec"));
      case "DaemonSet" -> daemonSet(Json.child(object, "spec"));
      case "Job" -> JobDefaults.job(object);
      case "CronJob" -> JobDefaults.cronJob(Json.child(object, "spec"));
      case "Pod" -> pod(object);
      case "Service" -> service(Json.child(object, "spec"));
      case "HorizontalPodAutoscaler" -> missing(Json.child(object, "spec"), "minReplicas", 1);
      case "Namespace" -> namespace(object);
      case "PersistentVolumeClaim" -> claim(object);
      case "Secret" -> secret(object);
      default -> {}
    }
  }

  private static void deployment(ObjectNode spec) {
    missing(spec, "replicas", 1);
    missing(spec, "revisionHistoryLimit", 10);
    missing(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = Json.child(spec, "strategy");
    missing(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      ObjectNode rolling = Json.child(strategy, "rollingUpdate");
      missing(rolling, "maxSurge", "25%");
      missing(rolling, "maxUnavailable", "25%");
    }
    template(spec);
  }

  private static void replicaSet(ObjectNode spec) {
    missing(spec, "replicas", 1);
    template(spec);
  }

  private static void statefulSet(ObjectNode spec) {
    missing(spec, "replicas", 1);
    missing(spec, "revisionHistoryLimit", 10);
    missing(spec, "podManagementPolicy", "OrderedReady");
    missing(spec, "serviceName", "");
    ObjectNode strategy = Json.child(spec, "updateStrategy");
    missing(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      missing(Json.child(strategy, "rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = Json.child(spec, "persistentVolumeClaimRetentionPolicy");
    missing(retention, "whenDeleted", "Retain");
    missing(retention, "whenScaled", "Retain");
    for (JsonNode claim : Json.items(spec, "volumeClaimTemplates")) {
      if (claim instanceof ObjectNode template) {
        missing(template, "apiVersion", "v1");
        missing(template, "kind", "PersistentVolumeClaim");
        missing(Json.child(template, "spec"), "volumeMode", "Filesystem");
        missing(Json.child(template, "status"), "phase", "Pending");
      }
    }
    template(spec);
  }

  private static void daemonSet(ObjectNode spec) {
    missing(spec, "revisionHistoryLimit", 10);
    ObjectNode strategy = Json.child(spec, "updateStrategy");
    missing(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      ObjectNode rolling = Json.child(strategy, "rollingUpdate");
      missing(rolling, "maxSurge", 0);
      missing(rolling, "maxUnavailable", 1);
    }
    template(spec);
  }

  static void template(ObjectNode spec) {
    ObjectNode template = Json.child(spec, "template");
    Json.child(template, "metadata");
    PodDefaults.spec(Json.child(template, "spec"), "Always");
  }

  private static void pod(ObjectNode pod) {
    ObjectNode spec = Json.child(pod, "spec");
    PodDefaults.spec(spec, "Always");
    missing(spec, "enableServiceLinks", true);
    missing(spec, "priority", 0);
    missing(spec, "preemptionPolicy", "PreemptLowerPriority");
    if (Json.absent(spec, "serviceAccountName")) {
      spec.put("serviceAccountName", "default").put("serviceAccount", "default");
    }
    if (!(spec.path("tolerations") instanceof ArrayNode)) {
      ArrayNode tolerations = spec.putArray("tolerations");
      for (String taint : java.util.List.of("not-ready", "unreachable")) {
        tolerations
            .addObject()
            .put("effect", "NoExecute")
            .put("key", "node.kubernetes.io/" + taint)
            .put("operator", "Exists")
            .put("tolerationSeconds", 300);
      }
    }
    if (!pod.has("status")) {
      pod.putObject("status").put("phase", "Pending").put("qosClass", PodDefaults.quality(spec));
    }
  }

  private static void service(ObjectNode spec) {
    missing(spec, "type", "ClusterIP");
    missing(spec, "sessionAffinity", "None");
    if (!Json.text(spec, "type").equals("ExternalName")) {
      missing(spec, "internalTrafficPolicy", "Cluster");
      missing(spec, "ipFamilyPolicy", "SingleStack");
      if (!spec.has("ipFamilies")) {
        spec.putArray("ipFamilies").add("IPv4");
      }
    }
    boolean outside = !Json.text(spec, "type").matches("ClusterIP|ExternalName");
    if (outside) {
      missing(spec, "externalTrafficPolicy", "Cluster");
    }
    if (Json.text(spec, "type").equals("LoadBalancer")) {
      missing(spec, "allocateLoadBalancerNodePorts", true);
    }
    for (JsonNode entry : Json.items(spec, "ports")) {
      if (entry instanceof ObjectNode port) {
        missing(port, "protocol", "TCP");
        if (!port.has("targetPort")) {
          port.set("targetPort", port.path("port"));
        }
      }
    }
  }

  private static void namespace(ObjectNode namespace) {
    ObjectNode labels = Json.child(Json.child(namespace, "metadata"), "labels");
    labels.put("kubernetes.io/metadata.name", Json.name(namespace));
    if (!Json.child(namespace, "spec").has("finalizers")) {
      Json.child(namespace, "spec").putArray("finalizers").add("kubernetes");
    }
    missing(Json.child(namespace, "status"), "phase", "Active");
  }

  private static void claim(ObjectNode claim) {
    ObjectNode spec = Json.child(claim, "spec");
    missing(spec, "volumeMode", "Filesystem");
    missing(Json.child(claim, "status"), "phase", "Pending");
  }

  private static void secret(ObjectNode secret) {
    missing(secret, "type", "Opaque");
    if (secret.path("stringData") instanceof ObjectNode plain) {
      ObjectNode data = Json.child(secret, "data");
      for (Map.Entry<String, JsonNode> entry : plain.properties()) {
        byte[] value = entry.getValue().asString("").getBytes(StandardCharsets.UTF_8);
        data.put(entry.getKey(), Base64.getEncoder().encodeToString(value));
      }
      secret.remove("stringData");
    }
  }

  static void missing(ObjectNode node, String name, String value) {
    if (Json.absent(node, name)) {
      node.put(name, value);
    }
  }

  static void missing(ObjectNode node, String name, int value) {
    if (Json.absent(node, name)) {
      node.put(name, value);
    }
  }

  static void missing(ObjectNode node, String name, boolean value) {
    if (Json.absent(node, name)) {
      node.put(name, value);
    }
  }

  /// A typed API server cannot store a null: a field is there or not.
  private static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    node.values().forEach(Defaults::dropNulls);
  }
}

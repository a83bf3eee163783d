package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.ApiFailure.Cause;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rules of the API server that clients run into, with its words.
final class Validation {

  private static final Set<String> STATEFUL_MUTABLE =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");
  private static final String NAME =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
  private static final String IMMUTABLE = "field is immutable";

  private final List<Cause> causes = new ArrayList<>();

  private Validation() {}

  /// Refuses the object with 422 if a rule is broken.
  static void check(ResourceType type, @Nullable ObjectNode before, ObjectNode object) {
    var validation = new Validation();
    validation.name(object, type);
    if (!type.custom()) {
      validation.object(before, object);
    }
    if (!validation.causes.isEmpty()) {
      throw ApiFailure.invalid(type, Json.name(object), validation.causes);
    }
  }

  private void name(ObjectNode object, ResourceType type) {
    String name = Json.name(object);
    boolean loose = type.group().startsWith("rbac.");
    if (!loose && (!name.matches(NAME) || name.length() > 253)) {
      wrong(
          "metadata.name",
          quoted(name),
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is"
              + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
    }
  }

  private void object(@Nullable ObjectNode before, ObjectNode object) {
    JsonNode spec = object.path("spec");
    switch (Json.text(object, "kind")) {
      case "Deployment" -> {
        workload(before, spec);
        strategy(spec);
      }
      case "ReplicaSet", "DaemonSet" -> workload(before, spec);
      case "StatefulSet" -> {
        statefulSet(before, spec);
        workload(before, spec);
      }
      case "Pod" -> pod(before, spec);
      case "HorizontalPodAutoscaler" -> autoscaler(spec);
      case "Job" -> job(before, spec);
      default -> {}
    }
  }

  private void workload(@Nullable ObjectNode before, JsonNode spec) {
    notNegative(spec, "replicas");
    notNegative(spec, "minReadySeconds");
    notNegative(spec, "revisionHistoryLimit");
    if (Json.absent(spec, "selector")) {
      causes.add(new Cause("FieldValueRequired", "Required value", "spec.selector"));
    } else if (!LabelSelector.of(spec.path("selector"))
        .matchesLabels(Json.strings(spec, "template", "metadata", "labels"))) {
      wrong(
          "spec.template.metadata.labels",
          Json.at(spec, "template", "metadata", "labels").isMissingNode()
              ? "null"
              : Json.at(spec, "template", "metadata", "labels").toString(),
          "`selector` does not match template `labels`");
    }
    if (before != null && !Json.same(Json.at(before, "spec", "selector"), spec.path("selector"))) {
      wrong("spec.selector", spec.path("selector").toString(), IMMUTABLE);
    }
    containers("spec.template.spec", Json.at(spec, "template", "spec"));
  }

  private void containers(String field, JsonNode pod) {
    if (pod.path("containers").isEmpty()) {
      causes.add(new Cause("FieldValueRequired", "Required value", field + ".containers"));
    }
    Set<String> names = new HashSet<>();
    for (String list : List.of("initContainers", "containers")) {
      int index = 0;
      for (JsonNode container : Json.items(pod, list)) {
        String here = field + "." + list + "[" + index++ + "]";
        String name = Json.text(container, "name");
        if (name.isEmpty()) {
          causes.add(new Cause("FieldValueRequired", "Required value", here + ".name"));
        } else if (!names.add(name)) {
          causes.add(
              new Cause("FieldValueDuplicate", "Duplicate value: " + quoted(name), here + ".name"));
        }
        Sizes.check(here + ".resources", container.path("resources"), causes);
        String image = Json.text(container, "image");
        if (image.isEmpty()) {
          causes.add(new Cause("FieldValueRequired", "Required value", here + ".image"));
        } else if (!image.strip().equals(image)) {
          wrong(here + ".image", quoted(image), "must not have leading or trailing whitespace");
        }
      }
    }
  }

  private void strategy(JsonNode spec) {
    JsonNode strategy = spec.path("strategy");
    if (Json.text(strategy, "type").equals("Recreate") && strategy.has("rollingUpdate")) {
      causes.add(
          new Cause(
              "FieldValueForbidden",
              "Forbidden: may not be specified when strategy `type` is 'Recreate'",
              "spec.strategy.rollingUpdate"));
    }
    JsonNode rolling = strategy.path("rollingUpdate");
    if (zero(rolling.path("maxSurge")) && zero(rolling.path("maxUnavailable"))) {
      wrong(
          "spec.strategy.rollingUpdate.maxUnavailable",
          rolling.path("maxUnavailable").toString(),
          "may not be 0 when `maxSurge` is 0");
    }
    int deadline = Json.integer(spec, 600, "progressDeadlineSeconds");
    if (deadline <= Json.integer(spec, 0, "minReadySeconds")) {
      wrong(
          "spec.progressDeadlineSeconds",
          Integer.toString(deadline),
          "must be greater than minReadySeconds");
    }
  }

  private void statefulSet(@Nullable ObjectNode before, JsonNode spec) {
    if (before == null) {
      return;
    }
    ObjectNode old = Json.copy(before.path("spec")).without(STATEFUL_MUTABLE);
    ObjectNode now = Json.copy(spec).without(STATEFUL_MUTABLE);
    if (!Json.same(old, now)) {
      causes.add(
          new Cause(
              "FieldValueForbidden",
              "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                  + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                  + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
              "spec"));
    }
  }

  private void pod(@Nullable ObjectNode before, JsonNode spec) {
    containers("spec", spec);
    if (before != null && !Json.same(withoutImages(before.path("spec")), withoutImages(spec))) {
      causes.add(
          new Cause(
              "FieldValueForbidden",
              "Forbidden: pod updates may not change fields other than"
                  + " `spec.containers[*].image`,`spec.initContainers[*].image`,"
                  + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
                  + " tolerations),`spec.terminationGracePeriodSeconds`",
              "spec"));
    }
  }

  private static JsonNode withoutImages(JsonNode spec) {
    ObjectNode copy =
        Json.copy(spec).without(List.of("nodeName", "tolerations", "activeDeadlineSeconds"));
    for (JsonNode container : PodDefaults.containers(copy)) {
      if (container instanceof ObjectNode object) {
        object.remove("image");
      }
    }
    return copy;
  }

  private void autoscaler(JsonNode spec) {
    int max = Json.integer(spec, 0, "maxReplicas");
    int min = Json.integer(spec, 1, "minReplicas");
    if (max < 1) {
      wrong("spec.maxReplicas", Integer.toString(max), "must be greater than 0");
    } else if (max < min) {
      wrong(
          "spec.maxReplicas",
          Integer.toString(max),
          "must be greater than or equal to `minReplicas`");
    }
    if (min < 1) {
      wrong("spec.minReplicas", Integer.toString(min), "must be greater than or equal to 1");
    }
    int index = 0;
    for (JsonNode metric : Json.items(spec, "metrics")) {
      JsonNode target = Json.at(metric, "resource", "target");
      if (target.has("averageUtilization") && Json.integer(target, 0, "averageUtilization") < 1) {
        wrong(
            "spec.metrics[" + index + "].resource.target.averageUtilization",
            target.path("averageUtilization").toString(),
            "must be greater than 0");
      }
      index++;
    }
  }

  private void job(@Nullable ObjectNode before, JsonNode spec) {
    if (before != null
        && !Json.same(Json.at(before, "spec", "template"), spec.path("template"))
        && !Json.flag(before, "spec", "suspend")) {
      wrong("spec.template", "core.PodTemplateSpec", IMMUTABLE);
    }
    containers("spec.template.spec", Json.at(spec, "template", "spec"));
  }

  private void notNegative(JsonNode spec, String field) {
    int value = Json.integer(spec, 0, field);
    if (value < 0) {
      wrong("spec." + field, Integer.toString(value), "must be greater than or equal to 0");
    }
  }

  private void wrong(String field, String value, String why) {
    causes.add(new Cause("FieldValueInvalid", "Invalid value: " + value + ": " + why, field));
  }

  private static boolean zero(JsonNode value) {
    return value.isNumber() ? value.asInt(1) == 0 : value.asString("").matches("0+%");
  }

  private static String quoted(String value) {
    return "\"" + value + "\"";
  }
}

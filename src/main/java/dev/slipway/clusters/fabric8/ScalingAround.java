package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Who changes the number or the size of the pods, and how many may be away at once.
final class ScalingAround {

  private ScalingAround() {}

  static List<Item> items(Asked asked, WorkloadRef ref, JsonNode spec) {
    var items = new ArrayList<Item>();
    var scaled = false;
    for (var autoscaler : asked.list(Paths.autoscalers(ref.namespace()), "autoscalers")) {
      if (targets(autoscaler.path("spec").path("scaleTargetRef"), ref)) {
        scaled = true;
        items.add(autoscaler(autoscaler));
      }
    }
    var path =
        "/apis/autoscaling.k8s.io/v1/namespaces/"
            + Paths.segment(ref.namespace())
            + "/verticalpodautoscalers";
    for (var vertical : asked.list(path, "vertical autoscalers")) {
      if (targets(vertical.path("spec").path("targetRef"), ref)) {
        items.add(vertical(vertical, scaled));
      }
    }
    var labels = spec.path("template").path("metadata").path("labels");
    for (var budget : asked.list(Paths.budgets(ref.namespace()), "disruption budgets")) {
      if (Budgets.covers(budget.path("spec").path("selector"), labels)) {
        items.add(
            AroundItem.of("PodDisruptionBudget", budget)
                .fact("Rule", Budgets.budget(budget).words())
                .item());
      }
    }
    return items;
  }

  private static boolean targets(JsonNode target, WorkloadRef ref) {
    return ref.kind().kubernetes().equals(Fields.text(target, "kind"))
        && ref.name().equals(Fields.text(target, "name"));
  }

  private static Item autoscaler(JsonNode object) {
    var spec = object.path("spec");
    var status = object.path("status");
    var desired = Fields.number(status, "desiredReplicas", 0);
    var item =
        AroundItem.of("HorizontalPodAutoscaler", object)
            .fact(
                "Bounds",
                Fields.number(spec, "minReplicas", 1)
                    + " to "
                    + Fields.number(spec, "maxReplicas", 1))
            .fact("Pods now", status.path("currentReplicas").asString(""))
            .fact("Pods wanted", desired == 0 ? "not computed yet" : Integer.toString(desired));
    ScalingMetrics.tell(item, spec, status);
    for (var direction : List.of("scaleDown", "scaleUp")) {
      item.fact(
          direction.equals("scaleUp") ? "Up" : "Down",
          behavior(spec.path("behavior").path(direction)));
    }
    return item.item();
  }

  private static String behavior(JsonNode rules) {
    if (!rules.isObject()) {
      return "";
    }
    var waits = Fields.number(rules, "stabilizationWindowSeconds", 0);
    var steps =
        rules
            .path("policies")
            .valueStream()
            .map(policy ->
                "%s%s each %s s"
                    .formatted(
                        policy.path("value").asString(""),
                        "Percent".equals(Fields.text(policy, "type")) ? " %" : " pods",
                        policy.path("periodSeconds").asString("")))
            .collect(Collectors.joining(", "));
    return waits == 0 ? steps : steps + ", after " + waits + " s below";
  }

  private static Item vertical(JsonNode object, boolean scaled) {
    var spec = object.path("spec");
    var mode = spec.path("updatePolicy").path("updateMode").asString("Auto");
    var item = AroundItem.of("VerticalPodAutoscaler", object).fact("Mode", mode);
    for (var policy : spec.path("resourcePolicy").path("containerPolicies")) {
      item.fact(
          "Bounds of " + Fields.text(policy, "containerName"),
          size(policy.path("minAllowed")) + " to " + size(policy.path("maxAllowed")));
    }
    for (var advice : object.at("/status/recommendation/containerRecommendations")) {
      item.fact("Advice for " + Fields.text(advice, "containerName"), size(advice.path("target")));
    }
    return item.remark(
            scaled && !"Off".equals(mode),
            "It changes the requests by which the horizontal autoscaler counts: they work against"
                + " each other.")
        .remark(
            "Auto".equals(mode) || "Recreate".equals(mode),
            "It replaces pods by itself to change their size.")
        .item();
  }

  private static String size(JsonNode resources) {
    return Fields.text(resources, "cpu") + " CPU, " + Fields.text(resources, "memory");
  }
}

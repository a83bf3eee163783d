package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The commands by which somebody on call looks at a workload when the portal is not at hand, ready
/// to copy. None of them changes anything but the last, which puts back.
final class ByHand {

  private ByHand() {}

  static Item commands(WorkloadRef ref, JsonNode spec) {
    var kubectl = "kubectl -n " + ref.namespace() + " ";
    var workload = ref.kind().kubernetes().toLowerCase(Locale.ROOT) + "/" + ref.name();
    var pods = "-l '" + Revisions.selector(spec.path("selector")) + "'";
    var container = spec.path("template").path("spec").path("containers").path(0);
    var port = container.path("ports").path(0).path("containerPort").asString("");
    var item =
        new AroundItem("Commands", "for " + ref.name())
            .fact("Everything", kubectl + "get all")
            .fact("Pods", kubectl + "get pods " + pods + " -o wide")
            .fact("Use", kubectl + "top pods " + pods)
            .fact("Log", kubectl + "logs " + workload + " --tail 100 -f")
            .fact("Describe", kubectl + "describe " + workload)
            .fact("Events", kubectl + "get events --sort-by .lastTimestamp")
            .fact("Shell", kubectl + "exec -it " + workload + " -- sh")
            .fact(
                "Port",
                port.isEmpty() ? "" : kubectl + "port-forward " + workload + " 8080:" + port);
    if (ref.kind() == WorkloadKind.DEPLOYMENT) {
      item.fact("Autoscaler", kubectl + "get hpa");
    }
    return item.fact("History", kubectl + "rollout history " + workload)
        .fact("Put back", kubectl + "rollout undo " + workload)
        .item();
  }
}

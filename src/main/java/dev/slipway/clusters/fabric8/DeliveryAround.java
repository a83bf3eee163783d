package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Owner;
import dev.slipway.clusters.Surroundings.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Who delivers a workload besides the portal, and who measures it.
final class DeliveryAround {

  private static final String CHART = "helm.sh/chart";

  private DeliveryAround() {}

  static List<Item> items(Asked asked, String namespace, JsonNode metadata, JsonNode podLabels) {
    var items = new ArrayList<Item>();
    for (var owner : Owners.of(metadata)) {
      if (owner.kind() == Owner.Kind.ARGO_CD) {
        for (var application :
            asked.list("/apis/argoproj.io/v1alpha1/applications", "Argo CD applications")) {
          if (owner.name().equals(Fields.text(application.path("metadata"), "name"))) {
            items.add(application(application));
          }
        }
      }
      if (owner.kind() == Owner.Kind.HELM) {
        items.add(
            new AroundItem("Helm release", owner.name())
                .fact("Chart", Fields.text(metadata.path("labels"), CHART))
                .item());
      }
    }
    var monitors =
        "/apis/monitoring.coreos.com/v1/namespaces/"
            + Paths.segment(namespace)
            + "/servicemonitors";
    for (var monitor : asked.list(monitors, "service monitors")) {
      if (Budgets.covers(monitor.path("spec").path("selector"), podLabels)) {
        var item = AroundItem.of("ServiceMonitor", monitor);
        monitor
            .path("spec")
            .path("endpoints")
            .forEach(endpoint ->
                item.fact(
                    "Scrapes",
                    "%s on port %s every %s"
                        .formatted(
                            endpoint.path("path").asString("/metrics"),
                            Fields.text(endpoint, "port"),
                            Fields.text(endpoint, "interval"))));
        items.add(item.item());
      }
    }
    return items;
  }

  private static Item application(JsonNode application) {
    var spec = application.path("spec");
    var automated = spec.path("syncPolicy").path("automated");
    var heals = automated.path("selfHeal").asBoolean(false);
    return AroundItem.of("Argo CD Application", application)
        .fact("Sync", Fields.text(application.path("status").path("sync"), "status"))
        .fact("Health", Fields.text(application.path("status").path("health"), "status"))
        .fact(
            "Source",
            Fields.text(spec.path("source"), "path")
                + " at "
                + Fields.text(spec.path("source"), "targetRevision"))
        .fact(
            "Values",
            spec.at("/source/helm/valueFiles")
                .valueStream()
                .map(each -> each.asString(""))
                .collect(Collectors.joining(", ")))
        .fact(
            "Syncs by itself",
            automated.isObject()
                ? "yes"
                    + (heals ? ", self-heal" : "")
                    + (automated.path("prune").asBoolean(false) ? ", prune" : "")
                : "no")
        .fact("Retries", spec.path("syncPolicy").path("retry").path("limit").asString(""))
        .remark(heals, "Self-heal puts back whatever is changed past its source.")
        .item();
  }
}

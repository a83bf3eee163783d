package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The claims that the pods of a workload mount.
final class StorageAround {

  private StorageAround() {}

  static List<Item> items(Asked asked, WorkloadRef ref, JsonNode spec) {
    var names = new HashSet<String>();
    spec.path("template")
        .path("spec")
        .path("volumes")
        .forEach(
            volume -> names.add(Fields.text(volume.path("persistentVolumeClaim"), "claimName")));
    var own =
        spec.path("volumeClaimTemplates")
            .valueStream()
            .map(each -> Fields.text(each.path("metadata"), "name") + "-" + ref.name() + "-")
            .toList();
    names.remove("");
    if (names.isEmpty() && own.isEmpty()) {
      return List.of();
    }
    var items = new ArrayList<Item>();
    var seen = new HashSet<String>();
    for (var claim :
        asked.list(Paths.core(ref.namespace(), "persistentvolumeclaims"), "volume claims")) {
      var name = Fields.text(claim.path("metadata"), "name");
      var ordinal = name.substring(name.lastIndexOf('-') + 1).matches("\\d+");
      var its =
          ref.kind() == WorkloadKind.STATEFUL_SET
              && ordinal
              && own.contains(name.substring(0, name.lastIndexOf('-') + 1));
      if (its || names.contains(name)) {
        seen.add(name);
        items.add(claim(claim));
      }
    }
    names.removeAll(seen);
    for (var name : names) {
      items.add(
          new AroundItem("PersistentVolumeClaim", name)
              .remark(true, "It does not exist: the pods wait for it.")
              .item());
    }
    return items;
  }

  private static Item claim(JsonNode claim) {
    var spec = claim.path("spec");
    var phase = Fields.text(claim.path("status"), "phase");
    return AroundItem.of("PersistentVolumeClaim", claim)
        .fact("Size", Fields.text(spec.path("resources").path("requests"), "storage"))
        .fact("Class", Fields.text(spec, "storageClassName"))
        .fact(
            "Access",
            spec.path("accessModes")
                .valueStream()
                .map(each -> each.asString(""))
                .collect(Collectors.joining(", ")))
        .fact("State", phase)
        .remark("Lost".equals(phase), "Its volume is lost.")
        .item();
  }
}

package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The claims of a workload's namespace: its own first, then the others, each with who mounts it.
final class StorageAround {

  private final Neighbourhood neighbours;
  private final WorkloadRef ref;

  StorageAround(Neighbourhood neighbours, WorkloadRef ref) {
    this.neighbours = neighbours;
    this.ref = ref;
  }

  List<Item> items(Asked asked, JsonNode spec) {
    var missing = new HashSet<String>();
    spec.path("template")
        .path("spec")
        .path("volumes")
        .forEach(
            volume -> missing.add(Fields.text(volume.path("persistentVolumeClaim"), "claimName")));
    missing.remove("");
    var own = new ArrayList<Item>();
    var others = new ArrayList<Item>();
    var path = Paths.core(ref.namespace(), "persistentvolumeclaims");
    for (var claim : asked.list(path, "volume claims")) {
      var name = Fields.text(claim.path("metadata"), "name");
      missing.remove(name);
      var by = mountedBy(name);
      (by.contains(self()) ? own : others).add(claim(claim, by));
    }
    if (asked.toldAll(path)) {
      for (var name : missing) {
        own.add(
            new AroundItem("PersistentVolumeClaim", name)
                .remark(true, "It does not exist: the pods wait for it.")
                .item());
      }
    }
    own.addAll(others);
    return own;
  }

  private String self() {
    return ref.kind().kubernetes() + " " + ref.name();
  }

  private List<String> mountedBy(String claim) {
    return neighbours.workloads().stream()
        .filter(each -> each.mounts(claim))
        .map(Neighbourhood.Workload::words)
        .toList();
  }

  private Item claim(JsonNode claim, List<String> by) {
    var spec = claim.path("spec");
    var status = claim.path("status");
    var phase = Fields.text(status, "phase");
    var asked = Fields.text(spec.path("resources").path("requests"), "storage");
    var has = Fields.text(status.path("capacity"), "storage");
    return AroundItem.of("PersistentVolumeClaim", claim)
        .fact("Size", asked)
        .fact("Volume", has.equals(asked) ? "" : has)
        .fact("Class", Fields.text(spec, "storageClassName"))
        .fact(
            "Access",
            spec.path("accessModes")
                .valueStream()
                .map(each -> each.asString(""))
                .collect(Collectors.joining(", ")))
        .fact("State", phase)
        .fact("Mounted by", !by.isEmpty() ? String.join(", ", by) : nobody())
        .remark("Lost".equals(phase), "Its volume is lost.")
        .remark("Pending".equals(phase), "It waits for a volume.")
        .remark(
            by.isEmpty() && neighbours.whole(),
            "No workload of this namespace mounts it: it costs space for nobody, or whoever needs it"
                + " is gone.")
        .item();
  }

  private String nobody() {
    return neighbours.whole() ? "no workload" : "unknown: not all workloads may be read";
  }
}

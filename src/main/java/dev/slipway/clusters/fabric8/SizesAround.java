package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What the containers of a namespace's workloads request and may use at most.
final class SizesAround {

  private SizesAround() {}

  static List<Item> items(Neighbourhood neighbours) {
    return neighbours.workloads().stream().flatMap(SizesAround::containers).toList();
  }

  private static Stream<Item> containers(Neighbourhood.Workload workload) {
    var containers = workload.pod().path("containers");
    return containers
        .valueStream()
        .map(container -> {
          var resources = container.path("resources");
          var own = Fields.text(container, "name");
          var name = containers.size() == 1 ? "" : ", container " + own;
          return new AroundItem(workload.kind(), workload.name() + name)
              .fact("CPU", said(resources.path("requests"), "cpu"))
              .fact("CPU at most", said(resources.path("limits"), "cpu"))
              .fact("Memory", said(resources.path("requests"), "memory"))
              .fact("Memory at most", said(resources.path("limits"), "memory"))
              .fact("All pods", name.isEmpty() ? together(workload) : "")
              .fact("Real use", "not measured yet")
              .remark(
                  Fields.text(resources.path("limits"), "memory").isEmpty(),
                  "No memory limit of its own: that of the namespace applies, if any.")
              .item();
        });
  }

  private static String said(JsonNode sizes, String what) {
    var text = Fields.text(sizes, what);
    return text.isEmpty() ? "none" : text;
  }

  private static String together(Neighbourhood.Workload workload) {
    var count = workload.replicas();
    var one = Requested.by(workload.pod());
    return count == 0
        ? ""
        : "%d: %s CPU, %s".formatted(count, cpu(one.cpu() * count), memory(one.memory() * count));
  }

  private static String cpu(long thousandths) {
    return thousandths % 1000 == 0 ? Long.toString(thousandths / 1000) : thousandths + "m";
  }

  private static String memory(long bytes) {
    return String.format(Locale.ROOT, "%.1fGi", bytes / (double) (1L << 30)).replace(".0Gi", "Gi");
  }
}

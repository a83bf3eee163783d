package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterUnreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Between which numbers the cluster autoscaler keeps each group of nodes, from the ConfigMap in
/// which it reports (cluster-autoscaler 1.30 and newer; what is older writes prose). No cluster has
/// to have one.
record NodeBounds(List<Group> groups) {

  private static final String REPORT =
      "/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status";
  private static final int LONGEST = 200_000;

  /// One group, by the name that the cloud gives it.
  record Group(String name, int least, int most) {}

  static NodeBounds read(ClusterCalls calls) {
    try {
      var answer = calls.get(REPORT);
      return answer.ok()
          ? parse(Fields.text(answer.json().path("data"), "status"))
          : new NodeBounds(List.of());
    } catch (ClusterUnreachable e) {
      return new NodeBounds(List.of());
    }
  }

  static NodeBounds parse(String report) {
    List<Group> groups = new ArrayList<>();
    if (report.length() > LONGEST) {
      return new NodeBounds(groups);
    }
    try {
      Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(report);
      if (read instanceof Map<?, ?> status && status.get("nodeGroups") instanceof List<?> all) {
        for (var each : all) {
          if (each instanceof Map<?, ?> group
              && group.get("health") instanceof Map<?, ?> health
              && health.get("minSize") instanceof Integer least
              && health.get("maxSize") instanceof Integer most) {
            groups.add(new Group(String.valueOf(group.get("name")), least, most));
          }
        }
      }
    } catch (YAMLException e) {
      return new NodeBounds(List.of());
    }
    return new NodeBounds(groups);
  }

  /// The group whose name has the pool's name as one of its words: `aks-apps-31415926-vmss` is of
  /// `apps`. Empty if none or several are.
  String of(String pool) {
    var fitting =
        groups.stream()
            .filter(group -> ("-" + group.name() + "-").contains("-" + pool + "-"))
            .toList();
    return fitting.size() == 1
        ? fitting.getFirst().least() + " to " + fitting.getFirst().most()
        : "";
  }
}

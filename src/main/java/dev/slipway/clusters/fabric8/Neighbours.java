package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterSurvey.Call;
import dev.slipway.clusters.ClusterSurvey.Space;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Who calls whom among the workloads of a cluster, by the hosts they are told and by the network
/// policies that let them through.
final class Neighbours {

  private static final int MOST_POLICIES = 2_000;

  private final Map<String, JsonNode> spaceLabels = new HashMap<>();
  private final Map<String, List<Survey.Seen>> byNamespace = new HashMap<>();
  private final List<Survey.Seen> workloads;

  /// By `namespace/service`: those behind it.
  private final Map<String, List<WorkloadRef>> services = new HashMap<>();

  private final Map<String, String> aliases = new HashMap<>();
  private final Map<List<WorkloadRef>, Call> calls = new LinkedHashMap<>();
  private int policies;

  Neighbours(List<Space> spaces, List<Survey.Seen> workloads) {
    this.workloads = workloads;
    spaces.forEach(space -> spaceLabels.put(space.name(), node(space.labels())));
    workloads.forEach(
        seen -> byNamespace.computeIfAbsent(seen.namespace(), _ -> new ArrayList<>()).add(seen));
  }

  void addService(JsonNode item) {
    var namespace = Fields.text(item.path("metadata"), "namespace");
    var name = namespace + "/" + Fields.text(item.path("metadata"), "name");
    var external = Fields.text(item.path("spec"), "externalName").split("\\.", -1);
    if (external.length > 2 && external[2].equals("svc")) {
      aliases.put(name, external[1] + "/" + external[0]);
    }
    var selector = item.path("spec").path("selector");
    if (selector.isObject() && !selector.isEmpty()) {
      var labels = JsonNodeFactory.instance.objectNode();
      labels.set("matchLabels", selector);
      services.put(name, in(namespace, labels).map(Survey.Seen::ref).toList());
    }
  }

  /// Where services may not be listed: most are called as what they lead to.
  void nameServicesAfterWorkloads() {
    workloads.forEach(
        seen -> services.put(seen.namespace() + "/" + seen.ref().name(), List.of(seen.ref())));
  }

  void addPolicy(JsonNode item) {
    var namespace = Fields.text(item.path("metadata"), "namespace");
    var spec = item.path("spec");
    if (policies++ >= MOST_POLICIES || spec.path("podSelector").isEmpty()) {
      // A policy for every pod of a namespace tells of none of them.
      return;
    }
    var concerned = in(namespace, spec.path("podSelector")).toList();
    var name = Fields.text(item.path("metadata"), "name");
    for (var rule : spec.path("ingress")) {
      for (var peer : rule.path("from")) {
        peers(namespace, peer)
            .forEach(from -> concerned.forEach(to -> policy(from.ref(), to.ref(), name)));
      }
    }
    for (var rule : spec.path("egress")) {
      for (var peer : rule.path("to")) {
        peers(namespace, peer)
            .forEach(to -> concerned.forEach(from -> policy(from.ref(), to.ref(), name)));
      }
    }
  }

  private void policy(WorkloadRef from, WorkloadRef to, String name) {
    add(from, to, "NetworkPolicy " + name + " lets it through to " + to.name());
  }

  /// The pods that a peer names; none where it names a whole namespace or a block of addresses.
  private Stream<Survey.Seen> peers(String namespace, JsonNode peer) {
    if (peer.path("podSelector").isEmpty()) {
      return Stream.empty();
    }
    if (!peer.has("namespaceSelector")) {
      return in(namespace, peer.path("podSelector"));
    }
    Predicate<String> within =
        space ->
            Budgets.covers(
                peer.path("namespaceSelector"),
                spaceLabels.getOrDefault(
                    space, node(Map.of("kubernetes.io/metadata.name", space))));
    return byNamespace.keySet().stream()
        .filter(within)
        .sorted()
        .flatMap(space -> in(space, peer.path("podSelector")));
  }

  private Stream<Survey.Seen> in(String namespace, JsonNode selector) {
    return byNamespace.getOrDefault(namespace, List.of()).stream()
        .filter(seen -> Budgets.covers(selector, node(seen.podLabels())));
  }

  /// What was found, in a stable order.
  List<Call> calls() {
    for (var seen : workloads) {
      for (var mention : seen.mentions()) {
        var service = service(seen.namespace(), mention.host());
        if (service != null) {
          for (var to : services.getOrDefault(service, List.of())) {
            add(
                seen.ref(),
                to,
                "an environment variable of container %s names host %s"
                    .formatted(mention.container(), service.substring(service.indexOf('/') + 1)));
          }
        }
      }
    }
    return calls.values().stream()
        .sorted((one, other) -> {
          var byFrom = one.from().toString().compareTo(other.from().toString());
          return byFrom != 0 ? byFrom : one.to().toString().compareTo(other.to().toString());
        })
        .toList();
  }

  private void add(WorkloadRef from, WorkloadRef to, String because) {
    if (!from.equals(to)) {
      calls.putIfAbsent(List.of(from, to), new Call(from, to, because));
    }
  }

  /// `name`, `name.namespace`, `pod.name` and `pod.name.namespace`, each with or without `.svc...`.
  private @Nullable String service(String own, String host) {
    var parts = host.split("\\.", -1);
    var names =
        parts.length == 1
            ? List.of(own + "/" + parts[0])
            : parts.length == 2
                ? List.of(parts[1] + "/" + parts[0], own + "/" + parts[1])
                : List.of(
                    parts[1] + "/" + parts[0], parts[2] + "/" + parts[1], own + "/" + parts[1]);
    for (var name : names) {
      var real = aliases.getOrDefault(name, name);
      if (services.containsKey(real)) {
        return real;
      }
    }
    return null;
  }

  private static ObjectNode node(Map<String, String> labels) {
    var node = JsonNodeFactory.instance.objectNode();
    labels.forEach(node::put);
    return node;
  }
}

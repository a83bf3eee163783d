package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Surroundings.Item;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A NetworkPolicy as a list of who may reach the pods, and whom they may reach.
record PolicyAround(Asked asked, String namespace, JsonNode policy) {

  Item item() {
    var spec = policy.path("spec");
    var item = AroundItem.of("NetworkPolicy", policy);
    direction(item, spec.path("ingress"), "from", "May reach it");
    var types = spec.path("policyTypes").valueStream().map(each -> each.asString("")).toList();
    if (types.contains("Egress")) {
      direction(item, spec.path("egress"), "to", "It may reach");
    } else {
      item.fact("It may reach", "everything: the policy is silent on it");
    }
    return item.item();
  }

  private void direction(AroundItem item, JsonNode rules, String field, String label) {
    if (rules.isEmpty()) {
      item.fact(label, "nobody");
    }
    for (var rule : rules) {
      var ports =
          rule.path("ports")
              .valueStream()
              .map(port ->
                  port.path("protocol").asString("TCP") + " " + port.path("port").asString(""))
              .collect(Collectors.joining(", "));
      if (rule.path(field).isEmpty()) {
        item.fact(label, "anybody" + on(ports));
      }
      for (var peer : rule.path(field)) {
        item.fact(label, who(peer) + on(ports));
        note(item, peer);
      }
    }
  }

  private static String on(String ports) {
    return ports.isEmpty() ? "" : " on " + ports;
  }

  private static String who(JsonNode peer) {
    if (peer.has("ipBlock")) {
      return Fields.text(peer.path("ipBlock"), "cidr");
    }
    var pods = ContainersAround.pairs(peer.path("podSelector").path("matchLabels"));
    var there = ContainersAround.pairs(peer.path("namespaceSelector").path("matchLabels"));
    var whom = pods.isEmpty() ? "every pod" : "pods with " + pods;
    return there.isEmpty() ? whom : whom + " in namespaces with " + there;
  }

  /// A label that no pod of the namespace carries lets nobody through, which is rarely meant.
  private void note(AroundItem item, JsonNode peer) {
    var selector = peer.path("podSelector");
    if (peer.has("namespaceSelector") || !selector.isObject() || selector.isEmpty()) {
      return;
    }
    var pods = asked.list(Paths.core(namespace, "pods"), "pods");
    var nobody =
        !pods.isEmpty()
            && pods.stream()
                .noneMatch(pod -> Budgets.covers(selector, pod.path("metadata").path("labels")));
    item.remark(
        nobody,
        "It allows pods with %s, and no pod here carries that."
            .formatted(ContainersAround.pairs(selector.path("matchLabels"))));
  }
}

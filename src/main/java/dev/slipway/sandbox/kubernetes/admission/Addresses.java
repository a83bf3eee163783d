package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives Services an address of the cluster and, where they face outwards, ports on the nodes.
final class Addresses {

  private final ObjectStore store;

  Addresses(ObjectStore store) {
    this.store = store;
  }

  void assign(ObjectNode object) {
    if (!Json.text(object, "kind").equals("Service")
        || !Json.text(object, "apiVersion").equals("v1")) {
      return;
    }
    ObjectNode spec = Json.child(object, "spec");
    String type = Json.text(spec, "type");
    if (!type.equals("ExternalName") && Json.absent(spec, "clusterIP")) {
      String address = freeAddress();
      spec.put("clusterIP", address);
      spec.putArray("clusterIPs").add(address);
    }
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      int next = 30_000 + Math.floorMod(Json.name(object).hashCode(), 2_700);
      for (JsonNode entry : Json.items(spec, "ports")) {
        if (entry instanceof ObjectNode port && Json.absent(port, "nodePort")) {
          port.put("nodePort", next++);
        }
      }
    }
  }

  private String freeAddress() {
    Set<String> taken = new HashSet<>();
    store
        .list("services", "")
        .objects()
        .forEach(service -> taken.add(Json.text(service, "spec", "clusterIP")));
    for (int i = 10; i < 65_000; i++) {
      String address = "10.96." + i / 250 + "." + (i % 250 + 1);
      if (!taken.contains(address)) {
        return address;
      }
    }
    throw new IllegalStateException("no address is free for another Service");
  }
}

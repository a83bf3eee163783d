package dev.slipway.sandbox.kubernetes;

import dev.slipway.sandbox.kubernetes.admission.WriteOptions;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What every cluster has from the start: its namespaces, its nodes and a storage class.
final class Bootstrap {

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Writes writes;

  Bootstrap(ObjectStore store, ResourceTypes types, Writes writes) {
    this.store = store;
    this.types = types;
    this.writes = writes;
  }

  void run(List<NodePool> pools) {
    for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      create("namespaces", "", object("v1", "Namespace", namespace));
    }
    if (store.list("nodes", "").objects().isEmpty()) {
      for (NodePool pool : pools) {
        for (int number = 1; number <= pool.nodes(); number++) {
          create("nodes", "", node(pool, number));
        }
      }
    }
    ObjectNode storage = object("storage.k8s.io/v1", "StorageClass", "standard");
    storage.put("provisioner", "simulated.slipway.dev/volume").put("reclaimPolicy", "Delete");
    storage.put("volumeBindingMode", "Immediate").put("allowVolumeExpansion", true);
    create("storageclasses.storage.k8s.io", "", storage);
    ObjectNode service = object("v1", "Service", "kubernetes");
    ObjectNode spec = service.putObject("spec").put("clusterIP", "10.96.0.1");
    spec.putArray("clusterIPs").add("10.96.0.1");
    spec.putArray("ports").addObject().put("name", "https").put("port", 443);
    create("services", "default", service);
    // As the API server keeps it: the Service has no selector.
    ObjectNode slice = object("discovery.k8s.io/v1", "EndpointSlice", "kubernetes");
    slice.put("addressType", "IPv4");
    Json.child(slice, "metadata")
        .putObject("labels")
        .put("kubernetes.io/service-name", "kubernetes");
    ObjectNode endpoint = slice.putArray("endpoints").addObject();
    endpoint.putArray("addresses").add("10.0.0.1");
    endpoint.putObject("conditions").put("ready", true);
    slice.putArray("ports").addObject().put("name", "https").put("port", 6443);
    create("endpointslices.discovery.k8s.io", "default", slice);
  }

  private void create(String id, String namespace, ObjectNode object) {
    if (store.get(id, new Key(namespace, Json.name(object))) == null) {
      writes.create(types.byId(id), namespace, object, WriteOptions.controller());
    }
  }

  private static ObjectNode object(String version, String kind, String name) {
    ObjectNode object = Json.object().put("apiVersion", version).put("kind", kind);
    object.putObject("metadata").put("name", name);
    return object;
  }

  private static ObjectNode node(NodePool pool, int number) {
    String name = pool.name() + "-" + number;
    ObjectNode node = object("v1", "Node", name);
    ObjectNode labels =
        Json.child(node, "metadata")
            .putObject("labels")
            .put("kubernetes.io/hostname", name)
            .put("kubernetes.io/os", "linux")
            .put("kubernetes.io/arch", "amd64")
            .put("topology.kubernetes.io/zone", pool.zone() + (1 + (number - 1) % 3));
    if (pool.labels().isEmpty()) {
      labels.put("node-role.kubernetes.io/worker", "");
    }
    pool.labels().forEach(labels::put);
    ObjectNode spec = node.putObject("spec");
    if (!pool.taint().isEmpty()) {
      var parts = List.of(pool.taint().split("[=:]", -1));
      ObjectNode taint = spec.putArray("taints").addObject().put("key", parts.getFirst());
      if (!parts.get(1).isEmpty()) {
        taint.put("value", parts.get(1));
      }
      taint.put("effect", parts.getLast());
    }
    ObjectNode status = node.putObject("status");
    for (String field : List.of("capacity", "allocatable")) {
      status.putObject(field).put("cpu", "16").put("memory", "64Gi").put("pods", "1000");
    }
    status
        .putArray("addresses")
        .addObject()
        .put("type", "InternalIP")
        .put("address", "10.0.0." + (10 + number));
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "Ready", "True", "KubeletReady");
    condition(conditions, "MemoryPressure", "False", "KubeletHasSufficientMemory");
    condition(conditions, "DiskPressure", "False", "KubeletHasNoDiskPressure");
    condition(conditions, "PIDPressure", "False", "KubeletHasSufficientPID");
    status
        .putObject("nodeInfo")
        .put("architecture", "amd64")
        .put("operatingSystem", "linux")
        .put("osImage", "simulated")
        .put("kernelVersion", "simulated")
        .put("containerRuntimeVersion", "simulated://1")
        .put("kubeletVersion", "v1.36.3")
        .put("kubeProxyVersion", "")
        .put("bootID", name)
        .put("machineID", name)
        .put("systemUUID", name);
    return node;
  }

  private static void condition(ArrayNode all, String type, String status, String reason) {
    ObjectNode one = all.addObject().put("type", type).put("status", status);
    one.put("reason", reason).put("message", reason);
    one.put("lastHeartbeatTime", Times.now()).put("lastTransitionTime", Times.now());
  }
}

package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterConnection;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.runtime.OutboundAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One cluster under watch, and a namespace of its own in it.
final class ClusterFixture implements AutoCloseable {

  private static final ServerRules RULES =
      new ServerRules(
          true, new OutboundAddresses(OutboundAddresses.Reach.LOOPBACK, InetAddress::getAllByName));
  private static final Duration CALL = Duration.ofSeconds(20);

  final ClusterId id = ClusterId.next();
  final String namespace = "contract-" + Long.toString(System.nanoTime(), 36);
  final List<Object> events = new CopyOnWriteArrayList<>();
  final ClusterWatches watches;
  final Fabric8ClusterGateway gateway;
  final PodLogs logs;
  private final ApiServer api;
  private final String kubeconfig;
  private final WatchTimes times;

  ClusterFixture(String kubeconfig, WatchTimes times) {
    watches = new ClusterWatches(times, RULES, events::add);
    logs = new PodLogs(watches);
    gateway = new Fabric8ClusterGateway(watches, logs);
    api = new ApiServer(Kubeconfig.parse(kubeconfig), RULES);
    this.kubeconfig = kubeconfig;
    this.times = times;
    watches.start(connection());
    create(
        "/api/v1/namespaces",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\""
            + namespace
            + "\"}}");
  }

  /// Somebody else who begins to watch the same cluster.
  ClusterWatches watchAgain() {
    var another = new ClusterWatches(times, RULES, _ -> {});
    another.start(connection());
    return another;
  }

  private ClusterConnection connection() {
    return new ClusterConnection(id, "contract", "Contract", kubeconfig, null, (uid, _) -> uid);
  }

  JsonNode create(String path, String body) {
    return send("POST", path, "application/json", body);
  }

  JsonNode send(String method, String path, String type, String body) {
    try {
      var answer = api.send(method, path, type, body, CALL);
      assertThat(answer.ok()).as("%s %s: %s", method, path, answer.message()).isTrue();
      return answer.json();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode get(String path) {
    try {
      return api.get(path, CALL).json();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  WorkloadRef ref(WorkloadKind kind, String name) {
    return new WorkloadRef(id, namespace, kind, name);
  }

  WorkloadRef deployment(String name, String image, int replicas) {
    create(
        "/apis/apps/v1/namespaces/" + namespace + "/deployments",
        Manifests.deployment(name, image, replicas));
    return ref(WorkloadKind.DEPLOYMENT, name);
  }

  WorkloadRef statefulSet(String name, String image, int replicas) {
    create(
        "/apis/apps/v1/namespaces/" + namespace + "/statefulsets",
        Manifests.statefulSet(name, image, replicas));
    return ref(WorkloadKind.STATEFUL_SET, name);
  }

  LiveObject read(WorkloadRef ref) {
    return gateway.read(ref).orElseThrow();
  }

  Optional<WorkloadState> state(WorkloadRef ref) {
    return watches.state(ref);
  }

  WorkloadState awaitState(WorkloadRef ref, Predicate<WorkloadState> condition) {
    return await("state of " + ref)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> watches.state(ref), state -> state.isPresent() && condition.test(state.get()))
        .orElseThrow();
  }

  List<WorkloadChanged> changes(WorkloadRef ref) {
    return events.stream()
        .filter(WorkloadChanged.class::isInstance)
        .map(WorkloadChanged.class::cast)
        .filter(change -> change.ref().equals(ref))
        .toList();
  }

  @Override
  public void close() {
    try {
      api.send("DELETE", "/api/v1/namespaces/" + namespace, "application/json", "{}", CALL);
    } catch (IOException e) {
      // The cluster may be gone by then; it took its namespaces with it.
    }
    watches.close();
    api.close();
  }
}

package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterConnection;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterSight;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.ClusterWatch;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.resources.ClusterResources.Pod;
import dev.slipway.runtime.SlipwaySettings;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// All clusters under watch.
@Component
class ClusterWatches implements ClusterWatch {

  private static final Freshness UNKNOWN =
      new Freshness(Freshness.State.LOST, null, "not watched yet");

  private final WatchTimes times;
  private final ServerRules rules;
  private final Consumer<Object> events;
  private final Map<ClusterId, WatchedCluster> clusters = new ConcurrentHashMap<>();

  @Autowired
  ClusterWatches(
      ApplicationEventPublisher events,
      SlipwaySettings settings,
      @Value("${slipway.outbound.allow-loopback:false}") boolean allowLoopback) {
    this(WatchTimes.NORMAL, ServerRules.of(settings, allowLoopback), events::publishEvent);
  }

  ClusterWatches(WatchTimes times, ServerRules rules, Consumer<Object> events) {
    this.times = times;
    this.rules = rules;
    this.events = events;
  }

  @Override
  public Endpoint check(String kubeconfig) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("names are never looked up inside a transaction");
    }
    var parsed = rules.accepted(Kubeconfig.parse(kubeconfig));
    return new Endpoint(parsed.server().toString(), parsed.loopback(), parsed.expiresAt());
  }

  @Override
  public Met meet(String kubeconfig) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a cluster is never called inside a transaction");
    }
    return Introduction.to(rules.accepted(Kubeconfig.parse(kubeconfig)), rules);
  }

  @Override
  public Optional<ClusterRights> rights(
      String kubeconfig, Collection<ClusterRights.Right> wanted, Set<String> namespaces) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a cluster is never called inside a transaction");
    }
    return Introduction.rights(
        rules.accepted(Kubeconfig.parse(kubeconfig)), rules, wanted, namespaces);
  }

  @Override
  public void start(ClusterConnection connection) {
    var cluster = new WatchedCluster(connection, rules, times, Clock.systemUTC(), events);
    var before = clusters.put(connection.id(), cluster);
    if (before != null) {
      before.giveWay();
    }
    cluster.start();
  }

  @Override
  public void stop(ClusterId id) {
    var cluster = clusters.remove(id);
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  public Optional<WorkloadState> state(WorkloadRef ref) {
    var cluster = clusters.get(ref.cluster());
    return cluster == null ? Optional.empty() : cluster.state(ref);
  }

  @Override
  public List<WorkloadState> all(ClusterId id) {
    var cluster = clusters.get(id);
    return cluster == null ? List.of() : cluster.all();
  }

  @Override
  public ClusterSight sight(ClusterId id) {
    var cluster = clusters.get(id);
    return cluster == null
        ? new ClusterSight(UNKNOWN, List.of(), null, UNKNOWN.reason(), false)
        : cluster.sight();
  }

  /// What pods request of each node, as the watch has it.
  Optional<Map<String, Requested>> requested(ClusterId id) {
    var cluster = clusters.get(id);
    return cluster == null ? Optional.empty() : cluster.ofPods(Requested::byNode);
  }

  /// Pods that something ended or keeps out, as the watch has them.
  Optional<List<Pod>> troubledPods(ClusterId id) {
    var cluster = clusters.get(id);
    return cluster == null ? Optional.empty() : cluster.ofPods(TroubledPods::of);
  }

  ClusterCalls calls(ClusterId id) {
    var cluster = clusters.get(id);
    if (cluster == null) {
      throw new ClusterUnreachable(
          id.value().toString(), "this portal has no connection to it yet", null);
    }
    return cluster.calls();
  }

  /// Comes before anything is taken down, the demonstration's clusters too.
  @EventListener(ContextClosedEvent.class)
  void portalCloses() {
    clusters.values().forEach(WatchedCluster::portalCloses);
  }

  @PreDestroy
  void close() {
    clusters.values().forEach(WatchedCluster::close);
    clusters.clear();
  }
}

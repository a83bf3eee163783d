package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Everything that is known of one cluster. Written by the cluster's event thread alone; the states
/// may be read by anybody.
final class ClusterStore {

  private final ClusterId cluster;
  private final Clock clock;
  private final Consumer<WorkloadChanged> changes;

  private final Map<String, WorkloadRecord> workloads = new HashMap<>();
  private final OwnedRecords<ReplicaSetRecord> replicaSets =
      new OwnedRecords<>(ReplicaSetRecord::owner);
  private final OwnedRecords<PodRecord> pods = new OwnedRecords<>(PodRecord::owner);
  private final OwnedRecords<AutoscalerRecord> autoscalers =
      new OwnedRecords<>(AutoscalerRecord::target);
  private final OwnedRecords<ApplicationRecord> applications =
      new OwnedRecords<>(ApplicationRecord::name);
  private final Map<String, String> deploymentOfSet = new HashMap<>();
  private final Map<String, String> keyByUid = new HashMap<>();
  private final Map<String, Moved> moved = new HashMap<>();
  private final Map<WorkloadRef, WorkloadState> states = new ConcurrentHashMap<>();
  private boolean complete;

  /// When a count or the generation last changed.
  private record Moved(Counts counts, long generation, String uid, Instant at) {}

  ClusterStore(ClusterId cluster, Clock clock, Consumer<WorkloadChanged> changes) {
    this.cluster = cluster;
    this.clock = clock;
    this.changes = changes;
  }

  Optional<WorkloadState> state(WorkloadRef ref) {
    return Optional.ofNullable(states.get(ref));
  }

  List<WorkloadState> all() {
    return List.copyOf(states.values());
  }

  /// Every pod of the cluster.
  Collection<PodRecord> pods() {
    return pods.all();
  }

  /// Holds every change back until each kind has been listed once: half a picture says wrong
  /// things.
  void becomeComplete() {
    if (!complete) {
      complete = true;
      List.copyOf(workloads.keySet()).forEach(this::refresh);
    }
  }

  void put(Collection<Entry> entries) {
    var touched = new HashSet<String>();
    for (var entry : entries) {
      if (entry.record() == null) {
        remove(entry.kind(), entry.key(), touched);
      } else {
        put(entry.kind(), entry.key(), entry.record(), touched);
      }
    }
    touched.forEach(this::refresh);
  }

  /// After a whole list: what was not in it is gone.
  void keepOnly(WatchedKind kind, Set<String> listed) {
    var touched = new HashSet<String>();
    for (var key : keys(kind)) {
      if (!listed.contains(key)) {
        remove(kind, key, touched);
      }
    }
    touched.forEach(this::refresh);
  }

  /// Judges again what time alone can change.
  void tick() {
    List.copyOf(workloads.keySet()).forEach(this::refresh);
  }

  private void put(WatchedKind kind, String key, Object record, Set<String> touched) {
    switch (kind) {
      case DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS -> put((WorkloadRecord) record, touched);
      case REPLICA_SETS -> put(key, (ReplicaSetRecord) record, touched);
      case PODS -> touch(pods.put(key, ((PodRecord) record).after(pods.get(key))), touched);
      case AUTOSCALERS -> touched.addAll(autoscalers.put(key, (AutoscalerRecord) record));
      case APPLICATIONS ->
          applications
              .put(key, (ApplicationRecord) record)
              .forEach(name -> touchOwned(name, touched));
    }
  }

  private void remove(WatchedKind kind, String key, Set<String> touched) {
    switch (kind) {
      case DEPLOYMENTS -> remove(WorkloadKind.DEPLOYMENT, key, touched);
      case STATEFUL_SETS -> remove(WorkloadKind.STATEFUL_SET, key, touched);
      case DAEMON_SETS -> remove(WorkloadKind.DAEMON_SET, key, touched);
      case REPLICA_SETS -> {
        var old = replicaSets.get(key);
        touch(replicaSets.remove(key), touched);
        if (old != null) {
          deploymentOfSet.remove(old.uid());
        }
      }
      case PODS -> touch(pods.remove(key), touched);
      case AUTOSCALERS -> touched.addAll(autoscalers.remove(key));
      case APPLICATIONS -> applications.remove(key).forEach(name -> touchOwned(name, touched));
    }
  }

  private Set<String> keys(WatchedKind kind) {
    return switch (kind) {
      case DEPLOYMENTS -> keys(WorkloadKind.DEPLOYMENT);
      case STATEFUL_SETS -> keys(WorkloadKind.STATEFUL_SET);
      case DAEMON_SETS -> keys(WorkloadKind.DAEMON_SET);
      case REPLICA_SETS -> replicaSets.keys();
      case PODS -> pods.keys();
      case AUTOSCALERS -> autoscalers.keys();
      case APPLICATIONS -> applications.keys();
    };
  }

  private Set<String> keys(WorkloadKind kind) {
    var keys = new HashSet<String>();
    for (var workload : workloads.values()) {
      if (workload.kind() == kind) {
        keys.add(workload.namespace() + "/" + workload.name());
      }
    }
    return keys;
  }

  private void put(WorkloadRecord workload, Set<String> touched) {
    var key = workload.key();
    var old = workloads.put(key, workload);
    if (old != null && !old.uid().equals(workload.uid())) {
      keyByUid.remove(old.uid());
    }
    keyByUid.put(workload.uid(), key);
    var last = moved.get(key);
    if (last == null
        || last.generation != workload.generation()
        || !last.uid.equals(workload.uid())
        || !last.counts.equals(workload.counts())) {
      moved.put(
          key,
          new Moved(workload.counts(), workload.generation(), workload.uid(), clock.instant()));
    }
    touched.add(key);
  }

  private void put(String key, ReplicaSetRecord set, Set<String> touched) {
    if (set.owner() != null) {
      deploymentOfSet.put(set.uid(), set.owner());
    }
    touch(replicaSets.put(key, set), touched);
  }

  private void remove(WorkloadKind kind, String key, Set<String> touched) {
    var full = kind.kubernetes() + "/" + key;
    var old = workloads.remove(full);
    moved.remove(full);
    if (old != null) {
      keyByUid.remove(old.uid());
      touched.add(full);
    }
  }

  /// From owners' UIDs to workloads, through a ReplicaSet where there is one between.
  private void touch(Set<String> owners, Set<String> touched) {
    for (var owner : owners) {
      var key = keyByUid.get(deploymentOfSet.getOrDefault(owner, owner));
      if (key != null) {
        touched.add(key);
      }
    }
  }

  /// Workloads that an Argo CD application of this name delivers.
  private void touchOwned(String application, Set<String> touched) {
    for (var workload : workloads.values()) {
      if (workload.owners().stream()
          .anyMatch(owner -> ApplicationRecord.isNamed(owner, application))) {
        touched.add(workload.key());
      }
    }
  }

  private List<Owner> owners(WorkloadRecord workload) {
    return workload.owners().stream()
        .map(owner ->
            ApplicationRecord.known(
                owner, applications.of(ApplicationRecord.plainName(owner.name()))))
        .toList();
  }

  private void refresh(String key) {
    if (!complete) {
      return;
    }
    var workload = workloads.get(key);
    if (workload == null) {
      forget(key);
      return;
    }
    var ref = new WorkloadRef(cluster, workload.namespace(), workload.kind(), workload.name());
    var before = states.get(ref);
    var now = view(workload, before).state(cluster);
    if (!now.equals(before)) {
      states.put(ref, now);
      changes.accept(new WorkloadChanged(ref, before, now));
    }
  }

  private void forget(String key) {
    for (var ref : List.copyOf(states.keySet())) {
      if (WorkloadRecord.key(ref.kind(), ref.namespace(), ref.name()).equals(key)) {
        changes.accept(new WorkloadChanged(ref, states.remove(ref), null));
      }
    }
  }

  private WorkloadView view(WorkloadRecord workload, @Nullable WorkloadState before) {
    var scalers = autoscalers.of(workload.key());
    var last = moved.get(workload.key());
    var now = clock.instant();
    return new WorkloadView(
        workload,
        owners(workload),
        owned(workload),
        newest(workload),
        scalers.isEmpty() ? null : scalers.iterator().next(),
        before,
        last == null ? now : last.at,
        now);
  }

  private List<PodRecord> owned(WorkloadRecord workload) {
    if (workload.kind() != WorkloadKind.DEPLOYMENT) {
      return List.copyOf(pods.of(workload.uid()));
    }
    var owned = new ArrayList<PodRecord>();
    for (var set : replicaSets.of(workload.uid())) {
      owned.addAll(pods.of(set.uid()));
    }
    return owned;
  }

  private Predicate<PodRecord> newest(WorkloadRecord workload) {
    return switch (workload.kind()) {
      case DEPLOYMENT -> {
        var latest =
            replicaSets.of(workload.uid()).stream()
                .filter(set -> Long.toString(set.revision()).equals(workload.revision()))
                .map(ReplicaSetRecord::uid)
                .findFirst()
                .orElse("");
        yield pod -> latest.equals(pod.owner());
      }
      case STATEFUL_SET -> pod -> pod.revision().equals(workload.updateRevision());
      case DAEMON_SET -> {
        var latest = DaemonPods.newest(workload, pods.of(workload.uid()));
        yield pod -> pod.revision().equals(latest);
      }
    };
  }
}

package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.RevisionRecord;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.policies.spi.ChangeKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One careful look at a workload: read from the cluster, outside any transaction.
///
/// @param revisions former templates that the cluster keeps, newest first; read only when needed
/// @param late whether the portal was away when the change happened
record Observation(
    Placement placement,
    Stage stage,
    LiveObject live,
    WorkloadState state,
    Map<String, @Nullable String> configMaps,
    List<RevisionRecord> revisions,
    boolean late) {

  PodTemplate template() {
    return PodTemplate.of(live);
  }

  String version() {
    return template().version(placement.container());
  }

  int replicas() {
    return live.spec().path("replicas").asInt(1);
  }

  /// The count that somebody asked for, as the watch shows it. Of a DaemonSet nobody does: its
  /// number of pods follows the nodes and is no change.
  static int replicas(WorkloadState state) {
    return state.ref().kind() == WorkloadKind.DAEMON_SET ? 1 : state.desired();
  }

  /// The field manager that made a change of this kind.
  String manager(ChangeKind kind) {
    var manager = kind == ChangeKind.SCALE ? state.scaledBy() : state.changedBy();
    return manager == null || manager.isBlank() ? "unknown" : manager;
  }

  String revision() {
    var revision = state.revision();
    return revision == null ? "generation " + live.generation() : revision;
  }
}

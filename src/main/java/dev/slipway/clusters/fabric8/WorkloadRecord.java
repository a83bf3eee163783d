package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.WorkloadKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the portal keeps of a Deployment, StatefulSet or DaemonSet.
///
/// @param deadline `progressDeadlineSeconds`, or null where the cluster watches none
/// @param partition ordinals below it keep the old template (StatefulSet)
/// @param ordered whether pods are replaced one after the other, each waiting for the last
///   (StatefulSet)
/// @param templateWrittenAt when the template was last written, by the field managers' times
record WorkloadRecord(
    WorkloadKind kind,
    String namespace,
    String name,
    String uid,
    long generation,
    long observedGeneration,
    String resourceVersion,
    boolean terminating,
    boolean paused,
    String strategy,
    @Nullable Integer deadline,
    int partition,
    boolean ordered,
    Counts counts,
    List<Condition> conditions,
    @Nullable String revision,
    String currentRevision,
    String updateRevision,
    List<ContainerImage> images,
    String baseHash,
    String templateHash,
    List<Owner> owners,
    Map<String, String> marks,
    @Nullable String changedBy,
    @Nullable Instant templateWrittenAt,
    @Nullable String scaledBy) {

  boolean observed() {
    return observedGeneration >= generation;
  }

  @Nullable Condition condition(String type) {
    return Condition.find(conditions, type);
  }

  String key() {
    return key(kind, namespace, name);
  }

  static String key(WorkloadKind kind, String namespace, String name) {
    return kind.kubernetes() + "/" + namespace + "/" + name;
  }
}

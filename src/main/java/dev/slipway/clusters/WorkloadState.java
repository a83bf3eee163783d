package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The live projection of one workload: small, immutable, replaced on every change.
///
/// @param baseHash hash of template, strategy, paused and selector: what a plan of a template
///   change is based on; never status, generation, replicas or metadata annotations
/// @param templateHash hash of the pod template alone
/// @param revision value of the revision annotation or the update revision
/// @param annotations only those under `slipway.dev/`
/// @param since when health or verdict last changed, as far as this portal saw it; of a fault, when
///   it began
/// @param changedBy field manager that last wrote the template
/// @param scaledBy field manager that last set the count of pods
public record WorkloadState(
    WorkloadRef ref,
    String uid,
    long generation,
    String resourceVersion,
    List<ContainerImage> images,
    int desired,
    int ready,
    int updated,
    int available,
    int total,
    boolean paused,
    RolloutVerdict rollout,
    String rolloutReason,
    Health health,
    String healthReason,
    String baseHash,
    String templateHash,
    @Nullable String revision,
    List<Owner> owners,
    @Nullable Autoscaler autoscaler,
    List<PodState> pods,
    Map<String, String> annotations,
    Instant since,
    @Nullable String changedBy,
    @Nullable String scaledBy) {}

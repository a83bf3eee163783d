package dev.slipway.plans;

import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The execution of a plan as it stands.
///
/// @param fence counts every take of the operation; a write under an older one is refused
/// @param why what last moved it, in words
/// @param percent 0 to 100, for people
/// @param progress such as `2 of 3 new pods ready`
/// @param replacedBy the rollback that took this one over
/// @param takesOver the running operation that this one took over
/// @param planHash what was approved
/// @param subject of kind `deployment`, with the slugs of service and environment
/// @param effect whether something was, or may have been, written to the cluster
public record OperationView(
    OperationId id,
    PlanId plan,
    PlacementId placement,
    WorkloadRef workload,
    ChangeKind kind,
    OperationState state,
    long fence,
    Actor requester,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    String why,
    int percent,
    String progress,
    @Nullable OperationId replacedBy,
    @Nullable OperationId takesOver,
    String planHash,
    Subject subject,
    Effect effect) {

  /// What is known of the one write.
  public enum Effect {
    /// Nothing was sent.
    NONE,
    /// It is being sent, or no answer proved the outcome.
    POSSIBLE,
    /// The cluster has it.
    MADE
  }
}

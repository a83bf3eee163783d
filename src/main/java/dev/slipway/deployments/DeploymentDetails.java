package dev.slipway.deployments;

import dev.slipway.clusters.WorkloadRef;
import dev.slipway.plans.PlanId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything recorded of one deployment.
///
/// @param notUndone what going back would leave as it is
/// @param takesOver the running deployment that this one took over
/// @param hasTemplate whether its template is kept, so that one can go back to it
public record DeploymentDetails(
    DeploymentSummary summary,
    @Nullable String planHash,
    WorkloadRef workload,
    @Nullable String ticket,
    List<String> notUndone,
    @Nullable UUID takesOver,
    boolean hasTemplate,
    List<Step> timeline) {

  /// Null for an observed one.
  public @Nullable PlanId plan() {
    return summary.plan();
  }

  /// One line of the timeline.
  public record Step(UUID id, Instant at, String step, String text) {

    /// The migration that it tells of; null where it tells of something else.
    public @Nullable Migration migration() {
      return Migrations.told(step);
    }
  }

  /// A migration of a database that has ended.
  ///
  /// @param container the init container behind it
  public record Migration(String container, boolean well) {}
}

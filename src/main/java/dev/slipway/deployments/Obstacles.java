package dev.slipway.deployments;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.GoingBack;
import dev.slipway.plans.OperationView;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What stands in the way of a running change, and what comes of it: when the portal takes it back
/// by itself, or what to do where it does not.
@Component
public class Obstacles {

  private static final String MARK = "slipway.dev/deployment";

  private final LiveWorkloads workloads;
  private final Plans plans;
  private final EnvironmentPolicies policies;

  Obstacles(LiveWorkloads workloads, Plans plans, EnvironmentPolicies policies) {
    this.workloads = workloads;
    this.plans = plans;
    this.policies = policies;
  }

  public Optional<Obstacle> of(DeploymentDetails details) {
    var summary = details.summary();
    var plan = details.plan();
    return plan != null && summary.state() == DeploymentState.VERIFYING
        ? of(summary.id(), plan, summary.kind(), details.workload())
        : Optional.empty();
  }

  public Optional<Obstacle> of(OperationView operation) {
    return switch (operation.state()) {
      case VERIFYING ->
          of(operation.id().value(), operation.plan(), operation.kind(), operation.workload());
      case QUEUED, RUNNING, ABORTING, SUCCEEDED, FAILED, ROLLED_BACK, ABORTED, UNKNOWN ->
          Optional.empty();
    };
  }

  private Optional<Obstacle> of(UUID id, PlanId plan, ChangeKind kind, WorkloadRef workload) {
    if (!kind.changesTemplate()
        || workloads.freshnessOf(workload).state() != Freshness.State.LIVE) {
      return Optional.empty();
    }
    return workloads
        .state(workload)
        .filter(state -> id.toString().equals(state.annotations().get(MARK)))
        .flatMap(state ->
            Obstacle.in(state).map(found -> withNext(found, state, kind, plans.byId(plan))));
  }

  private Obstacle withNext(Obstacle found, WorkloadState state, ChangeKind kind, PlanView plan) {
    if (kind != ChangeKind.ROLLOUT && kind != ChangeKind.RESOURCES) {
      return found.followedBy(
          "It does not end by itself in time: abort it, or plan another.", null);
    }
    var back =
        GoingBack.of(
            kind,
            state.ref().kind(),
            policies.of(plan.environment().id()).automaticRollback(),
            plan.baseUnhealthy());
    return switch (back) {
      case BY_ITSELF -> goesBack(found, state, plan);
      case NOT_THIS_ONE, SWITCHED_OFF ->
          found.followedBy(
              "Nothing takes it back by itself here. Roll back, or roll out what can come up.",
              null);
      case NOTHING_WELL_BEFORE ->
          found.followedBy(
              "It is not taken back by itself, because what ran before was unhealthy too. Roll back"
                  + " to another one, or roll out what can come up.",
              null);
    };
  }

  private static Obstacle goesBack(Obstacle found, WorkloadState state, PlanView plan) {
    return Obstacle.since(state)
        .map(since ->
            found.followedBy(
                "Unless it recovers, the portal rolls back by itself",
                since.plus(Patience.read(plan.content()).podErrorGrace())))
        .orElseGet(() ->
            found.followedBy("Unless it recovers soon, the portal rolls back by itself.", null));
  }
}

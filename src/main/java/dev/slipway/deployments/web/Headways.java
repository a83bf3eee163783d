package dev.slipway.deployments.web;

import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.Headway;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.OperationView;
import dev.slipway.policies.spi.ChangeKind;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// How far a deployment has come, for its page: counted from the pods of now as soon as they are
/// its own, so that everything that counts pods there counts the same ones.
@Component
class Headways {

  private static final String MARK = "slipway.dev/deployment";

  private final LiveWorkloads workloads;

  Headways(LiveWorkloads workloads) {
    this.workloads = workloads;
  }

  Headway of(DeploymentDetails details) {
    var summary = details.summary();
    var text = summary.progress().isBlank() ? summary.why() : summary.progress();
    return of(
        summary.id(),
        summary.state() == DeploymentState.VERIFYING,
        summary.kind(),
        details.workload(),
        new Headway(summary.percent(), text));
  }

  Headway of(OperationView operation) {
    return of(
        operation.id().value(),
        operation.state() == OperationState.VERIFYING,
        operation.kind(),
        operation.workload(),
        new Headway(operation.percent(), operation.progress()));
  }

  private Headway of(
      UUID id, boolean settles, ChangeKind kind, WorkloadRef workload, Headway written) {
    return settles && kind.changesTemplate()
        ? workloads
            .state(workload)
            .filter(state -> hasWritten(id, state))
            .map(Headway::of)
            .orElse(written)
        : written;
  }

  /// Whether the template of now is the one that this deployment wrote.
  static boolean hasWritten(UUID deployment, WorkloadState state) {
    return deployment.toString().equals(state.annotations().get(MARK));
  }
}

package dev.slipway.deployments;

import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.plans.OperationState;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.shell.AfterCommit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Counts deployments by kind and by the state that they come into, on the replica that moves them:
/// the sum over replicas is the portal's. Every pair is there from the start, so that the first
/// failure is seen as an increase.
@Component
class DeploymentMetrics {

  private static final String OBSERVED = "observed";

  private final MeterRegistry registry;

  DeploymentMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (var kind : ChangeKind.values()) {
      for (var state : OperationState.values()) {
        counter(kind, state.slug());
      }
      counter(kind, OBSERVED);
    }
  }

  @EventListener
  void on(OperationQueued queued) {
    count(queued.operation().kind(), OperationState.QUEUED.slug());
  }

  @EventListener
  void on(OperationMoved moved) {
    if (moved.from().state() != moved.now().state()) {
      count(moved.now().kind(), moved.now().state().slug());
    }
  }

  @EventListener
  void on(ChangeObserved observed) {
    count(observed.kind(), OBSERVED);
  }

  private void count(ChangeKind kind, String state) {
    AfterCommit.run("Counting a deployment", counter(kind, state)::increment);
  }

  private Counter counter(ChangeKind kind, String state) {
    return Counter.builder("slipway.deployments")
        .description("Deployments that came into a state")
        .tag("kind", kind.slug())
        .tag("state", state)
        .register(registry);
  }
}

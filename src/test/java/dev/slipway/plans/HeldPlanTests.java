package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What a plan is told by the policies while it waits.
@SlipwayTest
class HeldPlanTests {

  @Autowired ApplicationContext context;

  @Test
  void whatHoldsAnOpenPlanIsToldAsOfNow() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    var ada = Stage.actor(stage.ada);
    assertThat(isBlocked(stage, plan)).isFalse();

    context.getBean(Locks.class).set(placement.id().value(), "exams are written", ada);
    assertThat(isBlocked(stage, plan)).isTrue();

    context.getBean(Locks.class).release(placement.id().value(), "exams are over", ada);
    assertThat(isBlocked(stage, plan)).isFalse();
  }

  @Test
  void whatHeldAPlanThatIsOverIsToldAsItWas() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    var ada = Stage.actor(stage.ada);
    stage.plans.withdraw(plan.id, "not needed", ada);

    context.getBean(Locks.class).set(placement.id().value(), "exams are written", ada);
    assertThat(isBlocked(stage, plan)).isFalse();
  }

  @Test
  void aRollbackThatWroteNothingLeavesNoLock() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var placement = stage.placement();
    var locks = context.getBean(Locks.class);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLBACK));
    assertThat(locks.on(placement.id().value())).isPresent();

    stage.operations.abort(operation, "changed my mind", Stage.actor(stage.ada));
    stage.run(operation, 3);

    assertThat(stage.state(operation)).isEqualTo(OperationState.ABORTED);
    assertThat(locks.on(placement.id().value())).isEmpty();
    assertThat(locks.history(placement.id().value()).getFirst().releaseReason())
        .isEqualTo("The rollback ended before anything was written.");
  }

  private static boolean isBlocked(Stage stage, Plan plan) {
    return stage.plans.verdictsNow(stage.plans.byId(plan.id)).stream()
        .anyMatch(Verdict.Block.class::isInstance);
  }
}

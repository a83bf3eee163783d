package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What may wait for one cluster is bounded, and the refusal says so.
@SlipwayTest
class FullQueueTests {

  @Autowired ApplicationContext context;

  @Test
  @Negative(83)
  void oneMoreThanTheQueueTakesIsRefusedAndTheWayBackIsNot() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var queued = new ArrayList<OperationId>();
    while (queued.size() < Stage.QUEUE) {
      queued.add(stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT)));
    }
    var late = stage.propose(stage.placement(), ChangeKind.ROLLOUT);

    assertThatThrownBy(() -> stage.start(late))
        .isInstanceOfSatisfying(
            PlanRefused.class,
            refusal -> {
              assertThat(refusal.problem()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
              assertThat(refusal.detail())
                  .contains("6 deployments run or wait on it (at most 6)")
                  .contains("start this again");
            });
    assertThat(stage.state(late)).isEqualTo(PlanState.PLANNED);
    stage.start(stage.propose(stage.placement(), ChangeKind.ROLLBACK));

    for (var ended : queued.subList(0, 2)) {
      assertThat(stage.run(ended, 20)).isEqualTo(OperationState.SUCCEEDED);
    }
    stage.start(late);
    assertThat(stage.state(late)).isEqualTo(PlanState.STARTED);
  }
}

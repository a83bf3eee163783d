package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What is said of an operation that ends before its change does.
@SlipwayTest
class EarlyEndTests {

  @Autowired private ApplicationContext context;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void anAbortNeedsAReasonAndTellsWhoGaveIt() {
    stage.settles.set(Progress.Step.GOING);
    var operation = stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT));
    stage.run(operation, 2);
    var ada = Stage.actor(stage.ada);

    assertThatThrownBy(() -> stage.operations.abort(operation, " ", ada))
        .isInstanceOf(PlanRefused.class)
        .hasMessage("Say why it is aborted.");
    assertThat(stage.operations.activeOn(stage.operations.byId(operation).placement())).isPresent();

    stage.operations.abort(operation, "wrong version!", ada);
    assertThat(stage.operations.byId(operation).why())
        .isEqualTo(
            "Aborted by %s: wrong version! The change had been written and stays until it is rolled back."
                .formatted(ada.name()));
  }

  @Test
  void anAbortThatHasToLookFirstStillTellsWhoGaveIt() {
    var placement = stage.placement();
    var ada = Stage.actor(stage.ada);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.workload(placement).faults.add(FakeCluster.Fault.APPLIED_UNANSWERED);
    stage.failPoints =
        (point, _) -> {
          if (point.equals("send.answered")) {
            stage.operations.abort(operation, "wrong version", ada);
          }
        };

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.ABORTED);
    assertThat(stage.operations.byId(operation).why())
        .startsWith("Aborted by " + ada.name() + ": wrong version. The change had been written");
  }

  @Test
  void whatARollbackTookOverSaysThatItIsTakenBack() {
    var placement = stage.placement();
    stage.settles.set(Progress.Step.GOING);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.run(operation, 2);
    stage.start(stage.propose(placement, ChangeKind.ROLLBACK));

    assertThat(stage.operations.byId(operation).why())
        .isEqualTo(
            "Replaced by the rollback. The change had been written; the rollback takes it back.");
  }
}

package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What the live projection may decide about a written change, and what only the object can.
@SlipwayTest
class VerificationTests {

  @Autowired ApplicationContext context;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void aProjectionThatMissesTheObjectProvesNothing() {
    var placement = stage.placement();
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.cluster.unseen = 2;

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.cluster.unseen).isZero();
  }

  /// Old code must not meet what was migrated: the environment asks for going back, the template
  /// forbids it.
  @Test
  void whatMigratesIrreversiblyIsNotRolledBackByItself() {
    var placement = stage.placement();
    stage.settles.set(Progress.Step.BROKEN);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.workload(placement).irreversible = true;

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.FAILED);
    var ended = stage.operations.byId(operation);
    assertThat(ended.why()).contains("Not rolled back by itself", "irreversible");
    assertThat(ended.replacedBy()).isNull();
  }

  @Test
  void anObjectThatIsGoneEndsTheOperation() {
    var placement = stage.placement();
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.failPoints =
        (point, _) -> {
          if (point.equals("send.answered")) {
            stage.cluster.remove(placement.workload());
          }
        };

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.FAILED);
    assertThat(stage.operations.byId(operation).why()).contains("not in the cluster any more");
  }
}

package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Somebody edits a ConfigMap between the plan that people agreed to and its start.
@SlipwayTest
class BoundConfigurationTests {

  @Autowired private ApplicationContext context;
  private Stage stage;
  private Placement placement;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    placement = stage.placement();
    stage.workload(placement).config = Map.of("app-config", "one", "app-flags", "two");
  }

  @ParameterizedTest
  @EnumSource(
      value = ChangeKind.class,
      names = {"ROLLOUT", "RESTART"})
  @Negative(18)
  @Promise("P4")
  void newPodsWouldReadWhatNobodyAgreedTo(ChangeKind kind) {
    var plan = stage.propose(placement, kind);
    var operation = stage.start(plan);
    stage.workload(placement).config = Map.of("app-config", "one", "app-flags", "evil");

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.FAILED);
    assertThat(stage.operations.byId(operation).why()).contains("ConfigMap app-flags");
    assertThat(stage.state(plan)).isEqualTo(PlanState.STALE);
    assertThat(stage.workload(placement).effects).isZero();
  }

  @Test
  void oneThatIsGoneIsAChangeToo() {
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.workload(placement).config = Map.of("app-config", "", "app-flags", "two");

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.FAILED);
  }

  @Test
  void theSameContentIsNoChange() {
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void theWayBackIsNotHeldUp() {
    var rollback = stage.propose(placement, ChangeKind.ROLLBACK);
    var operation = stage.start(rollback);
    stage.workload(placement).config = Map.of("app-config", "other");

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
  }
}

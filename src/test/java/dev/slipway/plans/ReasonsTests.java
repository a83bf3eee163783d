package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.SlipwayTest;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Others read a reason before they decide: whoever buries it is asked to shorten it.
@SlipwayTest
class ReasonsTests {

  private static final String TOO_LONG = "a".repeat(2_001);

  @Autowired ApplicationContext context;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void aPlanIsNotDrafted() {
    refused("reason has 2001", () -> draft(TOO_LONG, null));
    refused("ticket has 201", () -> draft("why", "a".repeat(201)));
  }

  @Test
  void anOpenPlanStaysOpen() {
    var ada = Stage.actor(stage.ada);
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);

    refused("reason has 2001", () -> stage.plans.withdraw(plan.id, TOO_LONG, ada));
  }

  @Test
  void anOperationGoesOn() {
    var operation = stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT));

    refused(
        "reason has 2001",
        () -> stage.operations.abort(operation, TOO_LONG, Stage.actor(stage.ada)));
  }

  private void draft(String reason, @Nullable String ticket) {
    var wish =
        new ProposeChange(
            ChangeKind.RESTART,
            stage.service.slug(),
            stage.environment.slug(),
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            reason,
            ticket,
            false,
            Set.of(),
            null);
    context.getBean(Drafting.class).draft(wish, Stage.actor(stage.ada));
  }

  private static void refused(String why, ThrowingCallable act) {
    assertThatThrownBy(act).isInstanceOf(PlanRefused.class).hasMessageContaining(why);
  }
}

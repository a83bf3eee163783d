package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// P13: the trail alone tells where every plan and every deployment stands.
@SlipwayTest
class ReplayTests {

  private static final int CHANGES = 60;

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;

  record Event(String action, @Nullable String before) {}

  @Test
  @Promise("P13")
  void theTrailReplayedGivesEveryState() {
    var seed = Long.getLong("slipway.seed", System.nanoTime());
    var random = new Random(seed);
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    List<Plan> plans = new ArrayList<>();
    for (var change = 0; change < CHANGES; change++) {
      var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
      plans.add(plan);
      try {
        live(stage, plan, random);
      } catch (DomainFailure refused) {
        assertThat(refused.problem().status()).isLessThan(500);
      }
    }
    var replayed = 0;
    for (var plan : plans) {
      assertThat(replay(plan.id.value(), "plan."))
          .as("plan, seed %d", seed)
          .isEqualTo(stage.state(plan).slug());
      var operation = stage.plans.byId(plan.id).operation();
      if (operation != null) {
        assertThat(replay(operation.value(), "deployment."))
            .as("deployment, seed %d", seed)
            .isEqualTo(stage.state(operation).slug());
        replayed++;
      }
    }
    System.out.printf(
        "P13: %d plans and %d deployments replayed from the trail, all equal; seed %d%n",
        plans.size(), replayed, seed);
    assertThat(replayed).isGreaterThan(5);
  }

  private static void live(Stage stage, Plan plan, Random random) {
    var ada = Stage.actor(stage.ada);
    var fate = random.nextInt(8);
    if (fate == 0) {
      stage.plans.withdraw(plan.id, "not needed", ada);
      return;
    }
    stage.approve(plan);
    if (fate == 1) {
      stage.plans.revoke(plan.id, "wrong version", Stage.actor(stage.mira));
      return;
    }
    if (fate == 2) {
      stage.workload(stage.placement()).changeOutside("app:other");
    }
    var operation = stage.start(plan);
    stage.settles.set(fate == 3 ? Progress.Step.GOING : Progress.Step.DONE);
    if (fate == 4) {
      stage.operations.abort(operation, "changed my mind", ada);
    }
    stage.run(operation, fate == 5 ? 1 : 4);
    if (fate == 3) {
      stage.operations.abort(operation, "takes too long", ada);
      stage.run(operation, 3);
    }
  }

  /// The last state that the events tell; each begins where the one before it ended.
  private String replay(UUID subject, String prefix) {
    var events =
        jdbc.sql(
                """
                select action, before ->> 'state' as before from audit.audit_event
                where subject_id = :subject
                  and (jsonb_exists(before, 'state') or action in ('plan.proposed', 'plan.submitted', 'deployment.queued'))
                order by id
                """)
            .param("subject", subject.toString())
            .query((row, _) -> new Event(row.getString(1), row.getString(2)))
            .list();
    var state = "";
    for (var event : events) {
      if (event.before() != null) {
        assertThat(event.before()).as("%s", events).isEqualTo(state);
      }
      state =
          switch (event.action()) {
            case "plan.proposed" -> "planned";
            case "plan.submitted", "plan.approval-lost" -> "pending-approval";
            default -> event.action().substring(prefix.length());
          };
    }
    return state;
  }
}

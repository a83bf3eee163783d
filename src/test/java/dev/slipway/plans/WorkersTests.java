package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Several workers and several callers at once: one intent, one holder, one effect.
@SlipwayTest
class WorkersTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  @Negative(66)
  void aWorkerThatWasFrozenBeyondItsLeaseWritesNothing() {
    var placement = stage.placement();
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    var inside = new HashSet<String>();
    stage.failPoints =
        (point, _) -> {
          if (point.equals("mark.before") && inside.add(point)) {
            stage.endLease(operation);
            assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
          }
        };

    assertThat(stage.run(operation, 5)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.workload(placement).effects).isEqualTo(1);
  }

  @Test
  void aStepThatKeepsFailingSaysSoAndAsksAPersonInTheEnd() {
    var operation = stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT));
    stage.failPoints =
        (point, _) -> {
          if (point.equals("mark.before")) {
            throw new IllegalStateException("a seal that cannot be opened");
          }
        };

    assertThatThrownBy(() -> stage.run(operation, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(stage.operations.byId(operation).progress())
        .contains("failed inside the portal")
        .doesNotContain("seal");
    assertThat(stage.state(operation)).isEqualTo(OperationState.RUNNING);

    jdbc.sql(
            """
            update operation set version = version + 1,
              deadline = clock_timestamp() - interval '1 s' where id = ?
            """)
        .param(operation.value())
        .update();
    stage.failPoints =
        (point, _) -> {
          if (!point.startsWith("take")) {
            throw new IllegalStateException("a seal that cannot be opened");
          }
        };
    assertThatThrownBy(() -> stage.run(operation, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(stage.state(operation)).isEqualTo(OperationState.UNKNOWN);
    assertThat(stage.operations.byId(operation).why()).contains("Look at the workload");
  }

  @Test
  @Negative(62)
  void fiftyTwinsOfOneIntentGetOneOperation() throws Exception {
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    var key = UuidV7.next().toString();
    var calls = new ArrayList<Callable<OperationId>>();
    for (var twin = 0; twin < 50; twin++) {
      calls.add(() -> stage.plans.start(plan.id, plan.hash, key, Stage.actor(stage.ada)));
    }
    var answers = new HashSet<OperationId>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).hasSize(1);
    assertThatThrownBy(() -> stage.plans.start(plan.id, "another", key, Stage.actor(stage.ada)))
        .isInstanceOfSatisfying(
            PlanRefused.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(ProblemType.KEY_REUSED));
  }

  @Test
  void atMostTwoWorkersWorkOnOneClusterAtOnce() {
    var first = stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT));
    var second = stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT));
    var third = stage.start(stage.propose(stage.placement(), ChangeKind.ROLLOUT));
    for (var held : new OperationId[] {first, second}) {
      jdbc.sql(
              "update operation_lease set holder = 'other', until = clock_timestamp() + interval '20 s' where operation = :id")
          .param("id", held.value())
          .update();
    }
    assertThat(stage.worker.step(third)).isPresent();
    assertThat(stage.state(third)).isEqualTo(OperationState.QUEUED);
    assertThat(stage.operations.byId(third).progress()).contains("slot");
    stage.endLease(first);
    assertThat(stage.run(third, 10)).isEqualTo(OperationState.SUCCEEDED);
  }
}

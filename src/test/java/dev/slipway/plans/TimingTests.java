package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.FakeCluster.Fault;
import dev.slipway.plans.OperationView.Effect;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What comes late, comes twice, or meets something else at the same instant.
@SlipwayTest
class TimingTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void nothingIsSaidToBeUnwrittenWhileItMayStillArrive() {
    var slow = new Stage(context, EnvironmentClass.DEVELOPMENT, Duration.ofSeconds(40));
    var placement = slow.placement();
    slow.workload(placement).faults.add(Fault.LATE);
    var operation = slow.start(slow.propose(placement, ChangeKind.ROLLOUT));

    assertThat(slow.run(operation, 5)).isEqualTo(OperationState.UNKNOWN);
    var waiting = slow.operations.byId(operation);
    assertThat(waiting.effect()).isEqualTo(Effect.POSSIBLE);
    assertThat(waiting.progress()).isEqualTo("Makes sure that nothing arrives late");

    assertThat(effectInHistory(operation)).isEqualTo("POSSIBLE");

    slow.cluster.late.run();
    assertThat(slow.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(slow.workload(placement).effects).isEqualTo(1);
    assertThat(steps(operation)).contains("found").doesNotContain("resend");
  }

  @Test
  void theHistorySaysWhatMayHaveBeenWrittenBeforeItIsSent() {
    var placement = stage.placement();
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.workload(placement).faults.add(Fault.LATER);
    var said = new ArrayList<String>();
    stage.failPoints =
        (point, _) -> {
          if (List.of("mark.before", "send.answered", "later.after").contains(point)) {
            said.add(effectInHistory(operation));
          }
        };

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(said).containsExactly("NONE", "POSSIBLE", "NONE", "NONE", "POSSIBLE");
    assertThat(effectInHistory(operation)).isEqualTo("MADE");
  }

  private String effectInHistory(OperationId operation) {
    return jdbc.sql("select effect from deployment where id = :id")
        .param("id", operation.value())
        .query(String.class)
        .single();
  }

  @Test
  void aWriteThatCanArriveNoMoreIsSentAgain() {
    var slow = new Stage(context, EnvironmentClass.DEVELOPMENT, Duration.ofSeconds(40));
    var placement = slow.placement();
    slow.workload(placement).faults.add(Fault.LOST);
    var operation = slow.start(slow.propose(placement, ChangeKind.ROLLOUT));
    assertThat(slow.run(operation, 5)).isEqualTo(OperationState.UNKNOWN);

    jdbc.sql(
            """
            update operation set sent_at = sent_at - interval '41 seconds', version = version + 1
            where id = :id
            """)
        .param("id", operation.value())
        .update();

    assertThat(slow.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(slow.workload(placement).effects).isEqualTo(1);
  }

  @Test
  void anAutoscalerThatCannotBeReadIsWaitedForAndEndsNothing() {
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.SCALE);
    var operation = stage.start(plan);
    stage.cluster.scalersSilent = true;
    assertThat(stage.run(operation, 4)).isEqualTo(OperationState.RUNNING);
    assertThat(stage.operations.byId(operation).progress()).contains("Waits for the cluster");

    stage.cluster.scalersSilent = false;
    stage.workload(placement).faults.add(Fault.APPLIED_UNANSWERED);
    stage.failPoints =
        (point, _) -> {
          if (point.equals("send.answered")) {
            stage.cluster.scalersSilent = true;
          }
        };
    assertThat(stage.run(operation, 4)).isEqualTo(OperationState.UNKNOWN);
    assertThat(stage.state(plan)).isEqualTo(PlanState.STARTED);

    stage.cluster.scalersSilent = false;
    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.workload(placement).effects).isEqualTo(1);
  }

  @Test
  void aRollbackThatMeetsTheEndOfItsTargetRunsByItself() throws Exception {
    var placement = stage.placement();
    stage.settles.set(Progress.Step.GOING);
    var running = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    assertThat(stage.run(running, 2)).isEqualTo(OperationState.VERIFYING);
    var rollback = stage.propose(placement, ChangeKind.ROLLBACK);
    OperationId started;
    try (var worker = TestDatabase.shared().superuser().getConnection();
        var people = Executors.newSingleThreadExecutor()) {
      worker.setAutoCommit(false);
      ends(worker, running);
      var start = people.submit(() -> stage.start(rollback));
      Awaitility.await().until(() -> start.isDone() || someoneWaitsForARow());
      worker.commit();
      started = start.get(10, TimeUnit.SECONDS);
    }

    stage.settles.set(Progress.Step.DONE);
    assertThat(stage.run(started, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.state(running)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.operations.byId(started).takesOver()).isNull();
  }

  private static void ends(Connection worker, OperationId running) throws SQLException {
    try (var statement = worker.createStatement()) {
      statement.executeUpdate(
          """
          update operation set state = 'SUCCEEDED', ended_at = clock_timestamp(), percent = 100,
            version = version + 1 where id = '%s'
          """
              .formatted(running.value()));
    }
  }

  private boolean someoneWaitsForARow() {
    return jdbc.sql(
            """
            select count(*) > 0 from pg_stat_activity
            where wait_event_type = 'Lock' and query like '%from operation%'
            """)
        .query(Boolean.class)
        .single();
  }

  @Test
  void oneKeyIsOneAnswerInWhateverOrderTheNamesCome() {
    var placement = stage.placement();
    var draft = stage.draft(placement, ChangeKind.ROLLOUT, Way.FORWARD);
    when(stage.drafting.draft(any(), any())).thenReturn(draft);
    var key = UuidV7.next().toString();

    var first = wish(draft.wish(), "argo-cd", "digest");
    var plan = stage.plans.proposeAndStart(first, draft.outlook(), key, Stage.actor(stage.ada));
    var again = wish(draft.wish(), "digest", "argo-cd");
    var twin = stage.plans.proposeAndStart(again, draft.outlook(), key, Stage.actor(stage.ada));

    assertThat(twin.id()).isEqualTo(plan.id());
    var other = wish(draft.wish(), "digest");
    assertThatThrownBy(
            () -> stage.plans.proposeAndStart(other, draft.outlook(), key, Stage.actor(stage.ada)))
        .isInstanceOfSatisfying(
            PlanRefused.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(ProblemType.KEY_REUSED));
  }

  private static ProposeChange wish(ProposeChange of, String... acknowledged) {
    return new ProposeChange(
        of.kind(),
        of.service(),
        of.environment(),
        of.images(),
        of.replicas(),
        of.expectedReplicas(),
        of.minReplicas(),
        of.maxReplicas(),
        of.toDeployment(),
        of.reason(),
        of.ticket(),
        of.startWhenApproved(),
        new LinkedHashSet<>(List.of(acknowledged)),
        of.expiresIn());
  }

  private List<String> steps(OperationId operation) {
    return jdbc.sql("select step from operation_step where operation = :id order by id")
        .param("id", operation.value())
        .query((row, _) -> row.getString(1))
        .list();
  }
}

package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.NotAllowed;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.FakeCluster.Fault;
import dev.slipway.plans.OperationView.Effect;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the worker does with every answer of a cluster, on the real database.
@SlipwayTest
class EngineTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private Stage stage;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void aRolloutIsSentOnceAndVerified() {
    var placement = stage.placement();
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);

    var workload = stage.workload(placement);
    assertThat(workload.effects).isEqualTo(1);
    assertThat(workload.image).isEqualTo("app:1.0.1");
    assertThat(workload.marks)
        .containsEntry("slipway.dev/deployment", operation.value().toString())
        .containsKeys("slipway.dev/plan-hash", "slipway.dev/fence");
    assertThat(steps(operation)).contains("queued", "taken", "send", "accepted", "verified");
  }

  /// Else the answer would tell them what the cluster says.
  @Test
  void whoMayNotSubmitLearnsNothingOfTheCluster() throws SQLException {
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.workload(placement).silent = true;
    age(plan);

    assertThatThrownBy(() -> stage.plans.submit(plan.id, Stage.actor(stage.mira)))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> stage.plans.submit(plan.id, Stage.actor(stage.ada)))
        .isInstanceOf(ClusterUnreachable.class);
  }

  /// A plan is never edited, so its base grows old past the guards only.
  private static void age(Plan plan) throws SQLException {
    try (var database = TestDatabase.shared().superuser().getConnection();
        var statement = database.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(
          "update plan set created_at = created_at - interval '5 minutes' where id = '%s'"
              .formatted(plan.id.value()));
      statement.execute("set session_replication_role = origin");
    }
  }

  @Test
  @Negative(64)
  @Promise("P2")
  void anAppliedWriteWithoutAnAnswerIsFoundAndNotRepeated() {
    for (var kind : ChangeKind.values()) {
      if (kind.slug().contains("resume")) {
        continue;
      }
      var placement = stage.placement();
      stage.workload(placement).faults.add(Fault.APPLIED_UNANSWERED);
      var operation = Beginning.of(stage, placement, kind);

      assertThat(stage.run(operation, 20)).as("%s", kind).isEqualTo(OperationState.SUCCEEDED);
      assertThat(stage.workload(placement).effects).as("%s", kind).isEqualTo(1);
      assertThat(steps(operation)).contains("unknown", "found");
    }
  }

  @Test
  void aLostWriteIsSentAgain() {
    var placement = stage.placement();
    stage.workload(placement).faults.add(Fault.LOST);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));

    assertThat(stage.run(operation, 20)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.workload(placement).effects).isEqualTo(1);
    assertThat(steps(operation)).contains("unknown", "resend");
  }

  @Test
  void aConflictIsReadAgainAtMostFiveTimes() {
    var placement = stage.placement();
    stage.workload(placement).faults.add(Fault.CONFLICT);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    assertThat(stage.run(operation, 20)).isEqualTo(OperationState.SUCCEEDED);

    var stubborn = stage.placement();
    for (var time = 0; time < 7; time++) {
      stage.workload(stubborn).faults.add(Fault.CONFLICT);
    }
    var other = stage.start(stage.propose(stubborn, ChangeKind.ROLLOUT));
    assertThat(stage.run(other, 20)).isEqualTo(OperationState.FAILED);
    assertThat(stage.operations.byId(other).why()).contains("Nothing was sent");
    assertThat(stage.workload(stubborn).effects).isZero();
  }

  @Test
  void aBusyClusterIsAskedLaterAndARefusalEndsIt() {
    var placement = stage.placement();
    stage.workload(placement).faults.add(Fault.LATER);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    assertThat(stage.run(operation, 20)).isEqualTo(OperationState.SUCCEEDED);

    var refused = stage.placement();
    stage.workload(refused).faults.add(Fault.REFUSED);
    var other = stage.start(stage.propose(refused, ChangeKind.ROLLOUT));
    assertThat(stage.run(other, 20)).isEqualTo(OperationState.FAILED);
    assertThat(stage.operations.byId(other).effect()).isEqualTo(Effect.NONE);
  }

  @Test
  @Negative(18)
  void aForeignChangeBeforeTheWriteMakesThePlanStale() {
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    var operation = stage.start(plan);
    stage.workload(placement).changeOutside("app:hotfix");

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.FAILED);
    assertThat(stage.state(plan)).isEqualTo(PlanState.STALE);
    assertThat(stage.workload(placement).effects).isZero();
  }

  @Test
  @Negative({18, 19})
  void aChangeByKubectlAfterPlanningIsFoundAtTheClaim() {
    var placement = stage.placement();
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.workload(placement).changeOutside("app:hotfix");
    refused(plan, ProblemType.PLAN_STALE);
    assertThat(stage.state(plan)).isEqualTo(PlanState.STALE);

    var deleted = stage.placement();
    var other = stage.propose(deleted, ChangeKind.ROLLOUT);
    stage.cluster.remove(deleted.workload());
    stage.cluster.at(deleted.workload());
    refused(other, ProblemType.PLAN_STALE);
  }

  @Test
  void theOldIdUnderAnOldTemplateProvesNothing() {
    var placement = stage.placement();
    var workload = stage.workload(placement);
    workload.faults.add(Fault.APPLIED_UNANSWERED);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.failPoints =
        (point, _) -> {
          if (point.equals("send.answered")) {
            workload.changeOutside("app:other");
          }
        };

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.FAILED);
    assertThat(stage.operations.byId(operation).why()).contains("Foreign change");
  }

  @Test
  void aBusyTargetNamesWhatRunsAndARollbackTakesItOver() {
    var placement = stage.placement();
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    var restart = stage.propose(placement, ChangeKind.RESTART);
    refused(restart, ProblemType.TARGET_BUSY);
    var target = restart.target.placementId();
    assertThat(stage.operations.inTheWayOf(target, ChangeKind.RESTART).orElseThrow())
        .endsWith("started just now. Wait for it or abort it; a rollback may take it over.");
    assertThat(stage.operations.inTheWayOf(target, ChangeKind.ROLLBACK)).isEmpty();

    var rollback = stage.start(stage.propose(placement, ChangeKind.ROLLBACK));

    var replaced = stage.operations.byId(operation);
    assertThat(replaced.state()).isEqualTo(OperationState.ABORTED);
    assertThat(replaced.replacedBy()).isEqualTo(rollback);
    assertThat(stage.run(operation, 3)).isEqualTo(OperationState.ABORTED);
    assertThat(stage.run(rollback, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.workload(placement).image).isEqualTo("app:0.9.0");
  }

  @Test
  void aFailingRolloutIsRolledBackOnceAndEndsRolledBack() {
    var placement = stage.placement();
    stage.settles.set(Progress.Step.BROKEN);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.failPoints =
        (point, _) -> {
          if (point.equals("verify.looked")) {
            org.mockito.Mockito.when(
                    stage.drafting.draft(
                        org.mockito.ArgumentMatchers.any(), org.mockito.ArgumentMatchers.any()))
                .thenReturn(stage.draft(placement, ChangeKind.ROLLBACK, Way.LAST_GOOD));
          }
        };

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.ROLLED_BACK);
    var rollback = Objects.requireNonNull(stage.operations.byId(operation).replacedBy());
    assertThat(stage.run(rollback, 10))
        .as("a failing rollback is not rolled back")
        .isEqualTo(OperationState.FAILED);
    assertThat(stage.workload(placement).image).isEqualTo("app:0.9.0");
  }

  @Test
  void nothingIsRolledBackByItselfOnceAPersonAborted() {
    var placement = stage.placement();
    stage.settles.set(Progress.Step.BROKEN);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    var drafted = stage.draft(placement, ChangeKind.ROLLBACK, Way.LAST_GOOD);
    org.mockito.Mockito.when(
            stage.drafting.draft(
                org.mockito.ArgumentMatchers.any(), org.mockito.ArgumentMatchers.any()))
        .thenAnswer(_ -> {
          stage.operations.abort(operation, "leave it as it is", Stage.actor(stage.ada));
          return drafted;
        });

    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.ABORTED);
    assertThat(stage.operations.byId(operation).replacedBy()).isNull();
    assertThat(stage.operations.activeOn(placement.id())).isEmpty();
  }

  @Test
  @Negative(15)
  void anAbortSaysWhatStays() {
    var placement = stage.placement();
    var early = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    var requester = Stage.actor(stage.ada);
    stage.operations.abort(early, "wrong version", requester);
    assertThat(stage.state(early)).isEqualTo(OperationState.ABORTED);
    assertThat(stage.operations.byId(early).why()).contains("Nothing was sent");

    stage.settles.set(Progress.Step.GOING);
    var late = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.run(late, 2);
    stage.operations.abort(late, "wrong version", requester);
    assertThat(stage.operations.byId(late).why()).contains("stays until it is rolled back");
    assertThat(stage.run(late, 2)).isEqualTo(OperationState.ABORTED);
  }

  @Test
  void whatDoesNotSettleInTimeIsUnknownUntilAPersonSays() {
    var placement = stage.placement();
    stage.settles.set(Progress.Step.GOING);
    var operation = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.run(operation, 2);
    jdbc.sql(
            "update operation set deadline = clock_timestamp(), version = version + 1 where id = :id")
        .param("id", operation.value())
        .update();

    stage.run(operation, 4);
    assertThat(stage.state(operation)).isEqualTo(OperationState.UNKNOWN);
    assertThat(stage.operations.byId(operation).why()).contains("Not settled");

    stage.settles.set(Progress.Step.DONE);
    assertThat(stage.run(operation, 3)).isEqualTo(OperationState.SUCCEEDED);
  }

  private void refused(Plan plan, ProblemType problem) {
    assertThatThrownBy(() -> stage.start(plan))
        .isInstanceOfSatisfying(
            PlanRefused.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
  }

  private java.util.List<String> steps(OperationId operation) {
    return jdbc.sql("select step from operation_step where operation = :id order by id")
        .param("id", operation.value())
        .query((row, _) -> row.getString(1))
        .list();
  }
}

package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.DeclareFreeze;
import dev.slipway.policies.FreezePattern;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// The only door to a cluster, in production, where an approval is needed.
@SlipwayTest
class ClaimTests {

  @Autowired ApplicationContext context;
  private Stage stage;
  private Placement placement;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    placement = stage.placement();
  }

  @Test
  void withoutAnApprovalNothingStarts() {
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    refused(ProblemType.APPROVAL_REQUIRED, () -> stage.start(plan));
    submit(plan);
    refused(ProblemType.APPROVAL_REQUIRED, () -> stage.start(plan));
    assertThat(stage.state(plan)).isEqualTo(PlanState.PENDING_APPROVAL);
  }

  @Test
  void anApprovedPlanStartsOnceWithItsOwnHashOnly() throws SQLException {
    var plan = approved();
    refused(
        ProblemType.HASH_MISMATCH,
        () -> stage.plans.start(plan.id, "of another plan", "key", Stage.actor(stage.ada)));
    stage.start(plan);
    refused(ProblemType.PLAN_NOT_OPEN, () -> stage.start(plan));
  }

  @Test
  @Negative(12)
  void anApproverWhoLostTheRoleIsNotCountedAndThePlanWaitsAgain() throws SQLException {
    var plan = approved();
    var grants = stage.bean(Grants.class);
    grants.end(grants.of(stage.mira.id()).getFirst().id(), "left the team", Actor.SYSTEM);

    refused(ProblemType.APPROVAL_REQUIRED, () -> stage.start(plan));

    assertThat(stage.state(plan)).isEqualTo(PlanState.PENDING_APPROVAL);
  }

  @Test
  @Negative(12)
  void aDeploymentThatEndsBeforeItSentAnythingLeavesNoOpenApproval() throws SQLException {
    var plan = approved();
    var operation = stage.start(plan);
    var grants = stage.bean(Grants.class);
    grants.end(grants.of(stage.mira.id()).getFirst().id(), "left the team", Actor.SYSTEM);

    assertThat(stage.run(operation, 20).isActive()).isFalse();

    var request = Objects.requireNonNull(stage.plans.byId(plan.id).approval());
    assertThat(stage.bean(Approvals.class).standing(request).state())
        .isEqualTo(ApprovalStanding.State.CLOSED);
    assertThat(stage.bean(Approvals.class).openDecidedBy(stage.mira.id())).isEmpty();
  }

  @Test
  void aRequesterWhoLostTheRoleStartsNothing() throws SQLException {
    var plan = approved();
    var grants = stage.bean(Grants.class);
    grants.end(grants.of(stage.ada.id()).getFirst().id(), "left the team", Actor.SYSTEM);

    refused(ProblemType.NOT_ALLOWED, () -> stage.start(plan));
    refused(ProblemType.NOT_ALLOWED, () -> stage.plans.startForRequester(plan.id));
  }

  @Test
  void aServiceThatWentToAnotherTeamElsewhereIsGuardedByItsNewOwner() throws SQLException {
    var plan = approved();
    var service = stage.plans.byId(plan.id).service();
    var others = stage.bean(Teams.class).create("new-" + service.slug(), "New owner", Actor.SYSTEM);
    stage.bean(Services.class).all();
    // As another replica commits it: this one has not looked again yet.
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update catalog_service set team_id = '%s' where id = '%s'"
              .formatted(others.id().value(), service.id().value()));
    }

    refused(ProblemType.NOT_ALLOWED, () -> stage.start(plan));
  }

  @Test
  @Negative(14)
  void anExpiredPlanStartsNothingEvenWhileNobodyTidies() throws SQLException {
    var plan = approved();
    superuser("update plan set not_after = clock_timestamp() where id = '%s'", plan);

    refused(ProblemType.PLAN_EXPIRED, () -> stage.start(plan));

    assertThat(stage.state(plan)).isEqualTo(PlanState.EXPIRED);
    refused(ProblemType.PLAN_EXPIRED, () -> stage.start(plan));
  }

  @Test
  @Negative({15, 16})
  void anApprovalIsTakenBackByARevokeAndByNothingElse() throws SQLException {
    var plan = approved();
    refused(ProblemType.ALREADY_DECIDED, () -> decide(plan, stage.jon, false));
    stage.plans.revoke(plan.id, "wrong version after all", Stage.actor(stage.mira));
    assertThat(stage.state(plan)).isEqualTo(PlanState.REVOKED);
    refused(ProblemType.PLAN_NOT_OPEN, () -> stage.start(plan));
  }

  @Test
  @Negative({8, 17})
  void aNewerApprovedPlanTakesThePlaceOfTheOlderOne() throws SQLException {
    var older = approved();
    var newer = approved();
    assertThat(stage.state(older)).isEqualTo(PlanState.SUPERSEDED);
    assertThatThrownBy(() -> stage.start(older))
        .isInstanceOfSatisfying(
            PlanRefused.class,
            refusal -> {
              assertThat(refusal.problem()).isEqualTo(ProblemType.PLAN_SUPERSEDED);
              assertThat(refusal.other()).isEqualTo(newer.id.value());
            });
  }

  @Test
  void aScaleLeavesAnApprovedRolloutAlone() throws SQLException {
    var rollout = approved();
    var scale = approved(ChangeKind.SCALE);
    assertThat(stage.state(rollout)).isEqualTo(PlanState.APPROVED);
    assertThat(stage.state(scale)).isEqualTo(PlanState.APPROVED);
  }

  @Test
  void aRolloutLeavesAnApprovedScaleAlone() throws SQLException {
    var scale = approved(ChangeKind.SCALE);
    approved();
    assertThat(stage.state(scale)).isEqualTo(PlanState.APPROVED);
  }

  @Test
  void aNewerScaleTakesThePlaceOfAnOlderOne() throws SQLException {
    var older = approved(ChangeKind.SCALE);
    approved(ChangeKind.SCALE);
    assertThat(stage.state(older)).isEqualTo(PlanState.SUPERSEDED);
  }

  @Test
  void aRestartTakesThePlaceOfARolloutBecauseItChangesTheTemplate() throws SQLException {
    var rollout = approved();
    approved(ChangeKind.RESTART);
    assertThat(stage.state(rollout)).isEqualTo(PlanState.SUPERSEDED);
  }

  @Test
  @Negative(26)
  void aStateWrittenByHandDoesNotReplaceTheSeats() throws SQLException {
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    submit(plan);
    superuser(
        "update plan_status set state = 'APPROVED', version = version + 1 where plan = '%s'", plan);

    refused(ProblemType.APPROVAL_REQUIRED, () -> stage.start(plan));
  }

  @Test
  void aChangedContentDoesNotMatchItsHash() throws SQLException {
    var plan = approved();
    superuser("update plan set content = replace(content, '1.0.1', '6.6.6') where id = '%s'", plan);

    refused(ProblemType.HASH_MISMATCH, () -> stage.start(plan));
  }

  @Test
  @Negative(23)
  @Promise("P7")
  void aFreezeBlocksARolloutAndLetsAComputedRollbackPass() throws SQLException {
    var rollout = approved();
    var rollback = stage.propose(stage.placement(), ChangeKind.ROLLBACK);
    var now = LocalDateTime.now(ZoneOffset.UTC);
    stage
        .bean(FreezeWindows.class)
        .declare(
            new DeclareFreeze(
                "Freeze",
                stage.environment.id(),
                null,
                new FreezePattern(ZoneOffset.UTC, now.minusHours(1), now.plusHours(1), false, null),
                "nothing moves today"),
            Actor.SYSTEM);

    refused(ProblemType.BLOCKED_BY_POLICY, () -> stage.start(rollout));
    assertThat(stage.run(stage.start(rollback), 10)).isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  @Negative(16)
  void aWithdrawnPlanIsNotDecidedAnyMore() {
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    submit(plan);
    stage.plans.withdraw(plan.id, "not needed", Stage.actor(stage.ada));

    refused(ProblemType.ALREADY_DECIDED, () -> decide(plan, stage.mira, true));
    refused(ProblemType.PLAN_NOT_OPEN, () -> stage.start(plan));
  }

  private Plan approved() throws SQLException {
    return approved(ChangeKind.ROLLOUT);
  }

  private Plan approved(ChangeKind kind) throws SQLException {
    var plan = stage.propose(placement, kind);
    submit(plan);
    decide(plan, stage.mira, true);
    count(plan);
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
    return plan;
  }

  private void submit(Plan plan) {
    stage.plans.submit(plan.id, Stage.actor(stage.ada));
  }

  private void decide(Plan plan, PersonSummary person, boolean approve) throws SQLException {
    var request = Objects.requireNonNull(stage.plans.byId(plan.id).approval());
    stage
        .bean(Approvals.class)
        .decide(new Decide(request, plan.hash, approve, "as seen"), Stage.actor(person));
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update decision set counts_at = clock_timestamp() where request = '%s'"
              .formatted(request.value()));
    }
  }

  private void count(Plan plan) {
    stage.inTransaction(() -> {
      stage.recount.count(plan.id);
      return plan;
    });
  }

  private static void superuser(String sql, Plan plan) throws SQLException {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql.formatted(plan.id.value()));
    }
  }

  private static void refused(ProblemType problem, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            DomainFailure.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
  }
}

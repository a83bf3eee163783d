package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An approval that stops counting and counts again: nobody has to decide twice, but who was
/// disabled in between.
@SlipwayTest
class ComingBackTests {

  /// Sooner than the tidying looks at a plan that has just moved.
  private static final Duration SOON = Duration.ofSeconds(25);

  @Autowired ApplicationContext context;
  private Stage stage;
  private Placement placement;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    placement = stage.placement();
  }

  @Test
  void aGrantThatIsGivenAgainBringsTheApprovalBack() {
    var plan = approved();
    endGrant();
    comesTo(plan, PlanState.PENDING_APPROVAL);

    stage
        .bean(Grants.class)
        .give(stage.mira.id(), Role.APPROVER, stage.team.id(), null, "is back", Actor.SYSTEM);

    comesTo(plan, PlanState.APPROVED);
  }

  @Test
  void aPersonWhoIsEnabledAgainHasToDecideAgain() {
    var plan = approved();
    var people = stage.bean(People.class);
    people.disable(stage.mira.id(), "on leave", Actor.SYSTEM);
    comesTo(plan, PlanState.PENDING_APPROVAL);

    people.enable(stage.mira.id(), "is back", Actor.SYSTEM);

    stage.inTransaction(() -> {
      stage.recount.count(plan.id);
      return plan;
    });
    assertThat(stage.state(plan)).isEqualTo(PlanState.PENDING_APPROVAL);
    approve(plan);
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
  }

  @Test
  void aTeamThatIsJoinedAgainBringsTheApprovalBack() {
    var teams = stage.bean(Teams.class);
    teams.join(stage.team.id(), stage.mira.id(), Actor.SYSTEM);
    edit(1, stage.team.id());
    var plan = approved();
    teams.leave(stage.team.id(), stage.mira.id(), Actor.SYSTEM);
    comesTo(plan, PlanState.PENDING_APPROVAL);

    teams.join(stage.team.id(), stage.mira.id(), Actor.SYSTEM);

    comesTo(plan, PlanState.APPROVED);
  }

  @Test
  void aPolicyThatAsksForOneAgainBringsTheApprovalBack() {
    var plan = approved();
    edit(2, null);
    comesTo(plan, PlanState.PENDING_APPROVAL);

    edit(1, null);

    comesTo(plan, PlanState.APPROVED);
  }

  @Test
  void whatNoEventToldIsFoundByTheTidying() throws SQLException {
    var plan = approved();
    endGrant();
    comesTo(plan, PlanState.PENDING_APPROVAL);
    returnGrantUnheard();
    superuser(
        """
        update plan_status set changed_at = changed_at - interval '1 minute', version = version + 1
        where plan = '%s'
        """
            .formatted(plan.id.value()));

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          stage.tidying.tidy();
          assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
        });
  }

  @Test
  void whatHasJustMovedIsLeftToWhoeverMovesIt() throws SQLException {
    var plan = approved();
    endGrant();
    comesTo(plan, PlanState.PENDING_APPROVAL);
    returnGrantUnheard();

    assertThat(stage.inTransaction(() -> stage.rows.waiting(null, Integer.MAX_VALUE)))
        .doesNotContain(plan.id);
    // Else the portal's own round brings it back while another test listens.
    stage.plans.withdraw(plan.id, "not needed", Stage.actor(stage.ada));
  }

  @Test
  void aPlanThatWasToStartWhenApprovedStartsWhenTheApprovalComesBack() throws SQLException {
    var plan = stage.propose(toStartWhenApproved(), stage.ada);
    stage.plans.submit(plan.id, Stage.actor(stage.ada));
    approve(plan);
    assertThat(stage.toStart).containsExactly(plan.id);
    stage.toStart.clear();
    endGrant();
    comesTo(plan, PlanState.PENDING_APPROVAL);
    stage.recount.start(plan.id);
    assertThat(stage.state(plan)).isEqualTo(PlanState.PENDING_APPROVAL);
    returnGrantUnheard();

    stage.inTransaction(() -> {
      stage.recount.count(plan.id);
      return plan;
    });

    assertThat(stage.toStart).containsExactly(plan.id);
    stage.recount.start(plan.id);
    assertThat(stage.state(plan)).isEqualTo(PlanState.STARTED);
  }

  private Draft toStartWhenApproved() {
    var draft = stage.draft(placement, ChangeKind.ROLLOUT, Way.FORWARD);
    var wish = draft.wish();
    return new Draft(
        new ProposeChange(
            wish.kind(),
            wish.service(),
            wish.environment(),
            wish.images(),
            wish.replicas(),
            wish.expectedReplicas(),
            wish.minReplicas(),
            wish.maxReplicas(),
            wish.toDeployment(),
            wish.reason(),
            wish.ticket(),
            true,
            wish.acknowledged(),
            wish.expiresIn()),
        draft.service(),
        draft.environment(),
        draft.placement(),
        draft.live(),
        draft.baseHash(),
        draft.prepared(),
        draft.configHashes());
  }

  private Plan approved() {
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    approve(plan);
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
    return plan;
  }

  /// Without the count that the decision itself has ordered for ten seconds later.
  private void approve(Plan plan) {
    stage.approve(plan);
    stage
        .bean(JdbcClient.class)
        .sql("delete from scheduled_tasks where task_name = :name and task_instance like :plan")
        .param("name", PlanTasks.RECOUNT)
        .param("plan", plan.id.value() + "%")
        .update();
  }

  private void comesTo(Plan plan, PlanState state) {
    await().atMost(SOON).untilAsserted(() -> assertThat(stage.state(plan)).isEqualTo(state));
  }

  private void endGrant() {
    var grants = stage.bean(Grants.class);
    grants.end(grants.of(stage.mira.id()).getFirst().id(), "left the team", Actor.SYSTEM);
  }

  /// Not by the portal: by another replica that died, or by hand.
  private void returnGrantUnheard() throws SQLException {
    superuser(
        "update role_grant set ended_at = null, ended_by = null, end_reason = null where person_id = '%s'"
            .formatted(stage.mira.id().value()));
  }

  private void edit(int seats, @Nullable TeamId team) {
    var policies = stage.bean(EnvironmentPolicies.class);
    var grants = stage.bean(Grants.class);
    grants.give(stage.jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    var now = policies.of(stage.environment.id());
    var waits =
        policies.edit(
            new EditEnvironmentPolicy(
                stage.environment.id(),
                now.version(),
                List.of(new ApprovalRule("Approvers", Role.APPROVER, team, seats)),
                now.rollbackRules(),
                now.pinnedImagesRequired(),
                now.planLifetime(),
                now.automaticRollback(),
                now.podErrorGrace(),
                now.crashRestarts(),
                now.stallTimeout(),
                "other eyes from now on",
                true),
            Stage.actor(stage.jon));
    new Agreeing(stage::bean).to(waits);
  }

  private static void superuser(String sql) throws SQLException {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

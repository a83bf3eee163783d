package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.clusters.Placement;
import dev.slipway.gate.AskOverride;
import dev.slipway.gate.BudgetRow;
import dev.slipway.gate.GateMonth;
import dev.slipway.gate.Overrides;
import dev.slipway.gate.RecordedDecisions;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.slo.BudgetState;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Two people let exactly one plan past its error budget, once.
@SlipwayTest
class OverrideTests {

  private static final String WHY = "Exams begin tomorrow and this unblocks them";

  @Autowired ApplicationContext context;
  @Autowired Overrides overrides;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  private Stage stage;
  private Placement placement;
  private Plan plan;

  /// Jon owns the service and did not ask for the change; the budget is in freeze.
  @BeforeEach
  void freeze() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    give(Role.SERVICE_OWNER);
    placement = stage.placement();
    budget(BudgetState.FREEZE, "0.52");
    plan = stage.propose(placement, ChangeKind.ROLLOUT);
  }

  @Test
  void itIsBlockedUntilTheOtherPersonAgreesAndThenGoesOnce() {
    refused(() -> stage.start(plan), "in freeze");
    overrides.ask(wish(plan), jon());
    refused(() -> stage.start(plan), "in freeze");

    agree(plan);
    stage.approve(plan);
    var deployment = stage.start(plan);

    var used = overrides.ofPlan(plan.id).orElseThrow();
    assertThat(used.usedBy()).isEqualTo(deployment.value());
    assertThat(used.names()).contains(stage.jon.name(), stage.mira.name());
    assertThat(
            Visitor.page(
                    Visitor.signedIn(port, "vera").get("/gate/plans/" + plan.id.value() + "/panel"))
                .text())
        .contains("It let this plan through, by the word of " + used.names())
        .doesNotContain("it ends");
    assertThat(stage.run(deployment, 6)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(acts(plan)).contains("gate-override.asked", "gate-override.used");
    assertThat(outcomes(plan)).containsExactly("PLANNED BLOCK", "STARTED ALLOW");
    var plans = context.getBean(Plans.class);
    assertThat(plans.verdictsNow(plans.byId(plan.id)))
        .noneMatch(Verdict.Block.class::isInstance)
        .anyMatch(verdict -> verdict.reason().contains("Let through once by"));
  }

  /// A team that calls ever more of its changes fixes, or lets ever more of them past, is seen.
  @Test
  void whatIsStartedCountsInTheMonthOfItsTeam() {
    overrides.ask(wish(plan), jon());
    agree(plan);
    stage.approve(plan);
    var before = started();
    stage.start(plan);

    assertThat(started().started()).isEqualTo(before.started() + 1);
    assertThat(started().overrides()).isEqualTo(before.overrides() + 1);
    assertThat(started().fixes()).isEqualTo(before.fixes());
    assertThat(started().declared()).isEqualTo(before.declared());
  }

  /// Of all teams together.
  private GateMonth started() {
    return context.getBean(RecordedDecisions.class).months().stream()
        .reduce(
            new GateMonth(YearMonth.now(ZoneOffset.UTC), "", 0, 0, 0, 0),
            (one, other) ->
                new GateMonth(
                    one.month(),
                    "",
                    one.started() + other.started(),
                    one.fixes() + other.fixes(),
                    one.declared() + other.declared(),
                    one.overrides() + other.overrides()));
  }

  @Test
  void ofTwoWhoAskAtOnceOneIsHeard() throws Exception {
    Callable<Boolean> ask =
        () -> {
          try {
            overrides.ask(wish(plan), jon());
            return true;
          } catch (DomainFailure late) {
            return false;
          }
        };
    try (var both = Executors.newFixedThreadPool(2)) {
      var heard = 0;
      for (var answer : both.invokeAll(List.of(ask, ask))) {
        heard += answer.get() ? 1 : 0;
      }
      assertThat(heard).isEqualTo(1);
    }
  }

  @Test
  void anotherPlanOfTheSameContentIsStillHeld() {
    overrides.ask(wish(plan), jon());
    agree(plan);
    var other = stage.propose(placement, ChangeKind.ROLLOUT);

    refused(() -> stage.start(other), "in freeze");
  }

  @Test
  void afterItsTimeItIsWorthNothing() {
    overrides.ask(wish(plan), jon());
    agree(plan);
    asSuperuser(
        "update gate_override set made_at = made_at - interval '3 hours', expires_at ="
            + " clock_timestamp() where plan = '%s'".formatted(plan.id.value()));

    refused(() -> stage.start(plan), "in freeze");
  }

  @Test
  void whoAskedForThePlanOrForThisNeverAgrees() {
    overrides.ask(wish(plan), jon());
    var request = overrides.ofPlan(plan.id).orElseThrow().standing().id();

    assertThatThrownBy(() -> decide(request, jon())).isInstanceOf(DomainFailure.class);
    assertThatThrownBy(() -> decide(request, Stage.actor(stage.ada)))
        .isInstanceOf(DomainFailure.class);
  }

  @Test
  void whatWasAgreedForAFreezeDoesNotDoOnceMoreIsUsed() {
    overrides.ask(wish(plan), jon());
    agree(plan);
    jdbc.sql(
            """
            update slo_standing set state = 'EXHAUSTED', consumed = 1.2
            where slo in (select id from slo where service = :service)
            """)
        .param("service", placement.service().value())
        .update();

    refused(() -> stage.start(plan), "exhausted");
  }

  @Test
  void pastAFreezeAnOwnerOfTheEnvironmentHasToAgreeToo() {
    budget(BudgetState.EXHAUSTED, "1.2");

    overrides.ask(wish(plan), jon());

    assertThat(overrides.ofPlan(plan.id).orElseThrow().standing().rules())
        .extracting(rule -> rule.rule().role())
        .containsExactlyInAnyOrder(Role.APPROVER, Role.ENVIRONMENT_OWNER);
  }

  @Test
  void whoHasNoRightOrNothingThatHoldsCannotAsk() {
    assertThatThrownBy(() -> overrides.ask(wish(plan), Stage.actor(stage.ada)))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_ALLOWED));
    assertThatThrownBy(
            () -> overrides.ask(new AskOverride(plan.id, "another hash", WHY, "INC-7", 2), jon()))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.HASH_MISMATCH));
    overrides.ask(wish(plan), jon());
    assertThatThrownBy(() -> overrides.ask(wish(plan), jon())).hasMessageContaining("already");
  }

  @Test
  void aRollbackNeedsNone() {
    var back = stage.propose(stage.draft(placement, ChangeKind.ROLLBACK, Way.LAST_GOOD), stage.ada);

    stage.start(back);

    assertThat(stage.state(back)).isEqualTo(PlanState.STARTED);
    assertThat(outcomes(back)).containsExactly("PLANNED ALLOW", "STARTED ALLOW");
  }

  @Test
  void theReasonTheTicketAndTheHoursAreAskedFor() {
    assertThatThrownBy(() -> new AskOverride(plan.id, plan.hash, "because", "INC-7", 2))
        .hasMessageContaining("20 to 2,000");
    assertThatThrownBy(() -> new AskOverride(plan.id, plan.hash, WHY, " ", 2))
        .hasMessageContaining("ticket");
    assertThatThrownBy(() -> new AskOverride(plan.id, plan.hash, WHY, "INC-7", 5))
        .hasMessageContaining("4 hours");
  }

  private void budget(BudgetState state, String consumed) {
    new BudgetRow(jdbc).gating(placement.service(), stage.environment.id(), state, consumed, false);
  }

  private void give(Role role) {
    stage
        .bean(Grants.class)
        .give(stage.jon.id(), role, stage.team.id(), null, "test", Actor.SYSTEM);
  }

  private Actor jon() {
    return Stage.actor(stage.jon);
  }

  private static AskOverride wish(Plan plan) {
    return new AskOverride(plan.id, plan.hash, WHY, "INC-7", 2);
  }

  private void agree(Plan plan) {
    var request = overrides.ofPlan(plan.id).orElseThrow().standing().id();
    decide(request, Stage.actor(stage.mira));
    asSuperuser(
        "update decision set counts_at = clock_timestamp() where request = '%s'"
            .formatted(request.value()));
  }

  private void decide(ApprovalId request, Actor actor) {
    stage.bean(Approvals.class).decide(new Decide(request, plan.hash, true, "as seen"), actor);
  }

  private List<@Nullable String> acts(Plan plan) {
    return jdbc.sql("select action from audit.audit_event where plan_hash = :hash")
        .param("hash", plan.hash)
        .query(String.class)
        .list();
  }

  private List<@Nullable String> outcomes(Plan plan) {
    return jdbc.sql(
            "select occasion || ' ' || outcome from gate_decision where plan = :plan order by at")
        .param("plan", plan.id.value())
        .query(String.class)
        .list();
  }

  private static void refused(ThrowingCallable act, String why) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            PlanRefused.class,
            refused -> {
              assertThat(refused.problem()).isEqualTo(ProblemType.BLOCKED_BY_POLICY);
              assertThat(refused.getMessage()).contains(why);
            });
  }

  private static void asSuperuser(String sql) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

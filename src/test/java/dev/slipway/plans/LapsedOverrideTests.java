package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.clusters.Placement;
import dev.slipway.gate.AskOverride;
import dev.slipway.gate.BudgetRow;
import dev.slipway.gate.OverrideView;
import dev.slipway.gate.Overrides;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.slo.BudgetState;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An override carries two words, and each is worth what its speaker's rights are at the claim.
@SlipwayTest
class LapsedOverrideTests {

  @Autowired ApplicationContext context;
  @Autowired Overrides overrides;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  private Stage stage;
  private Placement placement;
  private Plan plan;

  @BeforeEach
  void freeze() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    give(stage.jon, Role.SERVICE_OWNER);
    placement = stage.placement();
    budget(BudgetState.FREEZE, "0.52");
    plan = stage.propose(placement, ChangeKind.ROLLOUT);
  }

  @Test
  void whoAskedAndWasDisabledIsNoneOfTheTwo() {
    askedAndAgreed();
    stage.bean(People.class).disable(stage.jon.id(), "left the company", Actor.SYSTEM);

    var why = stage.jon.name() + " asked to let it past and has no longer the right to";
    refused(why);
    var page =
        Visitor.page(
            Visitor.signedIn(port, stage.mira.handle()).get("/gate/plans/" + plan.id.value()));
    assertThat(page.select("main").text()).contains("Does not count", why);

    assertThat(override().isInForce()).isFalse();
    assertThat(override().usedBy()).isNull();
  }

  @Test
  void whoAskedAndLostTheRoleIsNoneOfTheTwoUntilItIsBack() {
    askedAndAgreed();
    endGrants(stage.jon);

    refused("has to ask again");

    give(stage.jon, Role.SERVICE_OWNER);
    assertThat(override().usedBy()).isNull();
    assertThat(override().isInForce()).isTrue();
    assertThat(stage.start(plan).value()).isEqualTo(override().usedBy());
  }

  @Test
  void somebodyElseAsksAgainAndTheOldRequestEnds() {
    askedAndAgreed();
    var old = override().standing().id();
    endGrants(stage.jon);
    var handle = "kofi-" + UuidV7.next().toString().substring(24);
    var kofi = stage.bean(People.class).register(handle, handle, Actor.SYSTEM);
    give(kofi, Role.SERVICE_OWNER);

    overrides.ask(wish(), Stage.actor(kofi));

    assertThat(stage.bean(Approvals.class).standing(old).state().name()).isEqualTo("CLOSED");
    refused("in freeze");
    agree();
    assertThat(stage.start(plan).value()).isEqualTo(override().usedBy());
    assertThat(override().names()).contains(kofi.name()).doesNotContain(stage.jon.name());
  }

  /// No other owner was asked to agree, because he was one.
  @Test
  void whoAskedAsAnOwnerOfTheEnvironmentHasToBeOneStill() {
    budget(BudgetState.EXHAUSTED, "1.2");
    give(stage.jon, Role.ENVIRONMENT_OWNER);
    askedAndAgreed();
    assertThat(override().isInForce()).isTrue();
    endGrants(stage.jon);
    give(stage.jon, Role.SERVICE_OWNER);

    refused("asked to let it past as an owner of the environment and is none any more");
  }

  @Test
  void whoAgreedAndWasDisabledIsNamed() {
    askedAndAgreed();
    stage.bean(People.class).disable(stage.mira.id(), "left the company", Actor.SYSTEM);

    refused("does not count any more for " + stage.mira.name());
  }

  private void askedAndAgreed() {
    overrides.ask(wish(), Stage.actor(stage.jon));
    agree();
    stage.approve(plan);
  }

  private void agree() {
    var request = override().standing().id();
    stage
        .bean(Approvals.class)
        .decide(new Decide(request, plan.hash, true, "as seen"), Stage.actor(stage.mira));
    asSuperuser(
        "update decision set counts_at = clock_timestamp() where request = '%s'"
            .formatted(request.value()));
  }

  private OverrideView override() {
    return overrides.ofPlan(plan.id).orElseThrow();
  }

  private AskOverride wish() {
    return new AskOverride(
        plan.id, plan.hash, "Exams begin tomorrow and this unblocks them", "INC-7", 2);
  }

  private void budget(BudgetState state, String consumed) {
    new BudgetRow(jdbc).gating(placement.service(), stage.environment.id(), state, consumed, false);
  }

  private void give(PersonSummary person, Role role) {
    stage.bean(Grants.class).give(person.id(), role, stage.team.id(), null, "test", Actor.SYSTEM);
  }

  private void endGrants(PersonSummary person) {
    stage
        .bean(Access.class)
        .grantsOf(person.id())
        .forEach(grant -> stage.bean(Grants.class).end(grant.id(), "gone", Actor.SYSTEM));
  }

  private void refused(String why) {
    assertThatThrownBy(() -> stage.start(plan))
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

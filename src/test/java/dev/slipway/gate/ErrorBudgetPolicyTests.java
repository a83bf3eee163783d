package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeFacts.Declared;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.slo.BudgetState;
import dev.slipway.testing.Line;
import dev.slipway.testing.SlipwayTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ErrorBudgetPolicyTests {

  @Autowired Policies policies;
  @Autowired Systems systems;
  @Autowired Services services;
  @Autowired Environments environments;
  @Autowired Teams teams;
  @Autowired People people;
  @Autowired Grants grants;
  @Autowired JdbcClient jdbc;

  private final String unique = UuidV7.next().toString().substring(24);
  private BudgetRow budgets;
  private TeamSummary team;
  private ServiceView service;
  private EnvironmentView production;

  @BeforeEach
  void build() {
    budgets = new BudgetRow(jdbc);
    team = teams.create("team-" + unique, "Team " + unique, Actor.SYSTEM);
    systems.register(new RegisterSystem("sys-" + unique, "Sys", ""), Actor.SYSTEM);
    service =
        services.register(
            new RegisterService(
                "app-" + unique,
                "app",
                "",
                "sys-" + unique,
                team.slug(),
                1,
                Lifecycle.PRODUCTION,
                List.of()),
            Actor.SYSTEM);
    production = environment("prod-" + unique, EnvironmentClass.PRODUCTION);
  }

  @Test
  void withoutAnObjectiveItSaysNothing() {
    assertThat(said(rollout(), production, null)).isEmpty();
    budgets.draft(service.id(), production.id(), BudgetState.EXHAUSTED, "3.0");
    assertThat(said(rollout(), production, null)).isEmpty();
  }

  @Test
  @Line("quiz-22")
  void aBudgetInFreezeHoldsAFeatureAndSaysHowMuchIsUsed() {
    budgets.gating(service.id(), production.id(), BudgetState.FREEZE, "0.523", false);

    var verdict = verdict(rollout(), production);

    assertThat(verdict).isInstanceOf(Verdict.Block.class);
    assertThat(verdict.reason()).contains("in freeze (from 50 %)", "52.3 % used", "feature");
  }

  @Test
  void aRollbackPassesAnExhaustedBudget() {
    budgets.gating(service.id(), production.id(), BudgetState.EXHAUSTED, "1.543", true);

    var back = JudgedClassTests.change(ChangeKind.ROLLBACK, Way.LAST_GOOD, null);

    assertThat(verdict(back, production)).isInstanceOf(Verdict.Allow.class);
    assertThat(verdict(back, production).reason()).contains("154.3 %", "always passes");
  }

  @Test
  void aFixOfWhoMaySayItNeedsAnOwnerOnceAllIsUsed() {
    budgets.gating(service.id(), production.id(), BudgetState.EXHAUSTED, "1.2", false);

    var asOwner = verdict(fix(), production, actor(Role.SERVICE_OWNER));
    var asDeveloper = verdict(fix(), production, actor(Role.DEVELOPER));

    assertThat(asOwner).isInstanceOf(Verdict.NeedsApproval.class);
    assertThat(((Verdict.NeedsApproval) asOwner).rules())
        .allSatisfy(rule -> assertThat(rule.role()).isEqualTo(Role.ENVIRONMENT_OWNER));
    assertThat(asDeveloper).isInstanceOf(Verdict.Block.class);
    assertThat(asDeveloper.reason()).contains("may not call it a fix");
  }

  @Test
  void whatNobodyKnowsHoldsAFeatureAndLetsAFixThroughWithANote() {
    budgets.gating(service.id(), production.id(), BudgetState.UNKNOWN, null, false);

    assertThat(verdict(rollout(), production)).isInstanceOf(Verdict.Block.class);
    assertThat(verdict(rollout(), production).reason()).contains("Nobody knows");
    assertThat(verdict(fix(), production, actor(Role.SERVICE_OWNER)))
        .isInstanceOf(Verdict.AllowWithCondition.class);
  }

  @Test
  void aFastBurnHoldsAFeatureOfAHealthyBudget() {
    budgets.gating(service.id(), production.id(), BudgetState.HEALTHY, "0.045", true);

    assertThat(verdict(rollout(), production)).isInstanceOf(Verdict.Block.class);
    assertThat(verdict(rollout(), production).reason()).contains("burns fast");
  }

  @Test
  void theWorstObjectiveDecidesAndIsNamed() {
    budgets.gating(service.id(), production.id(), BudgetState.REVIEW, "0.47", false);
    var worst =
        budgets.gating(service.id(), production.id(), BudgetState.FEATURE_STOP, "0.8", false);

    assertThat(verdict(rollout(), production).reason())
        .contains("availability-" + worst.toString().substring(24));
  }

  @Test
  void outsideProductionItOnlyAdvises() {
    var staging = environment("stage-" + unique, EnvironmentClass.STAGING);
    budgets.gating(service.id(), staging.id(), BudgetState.EXHAUSTED, "2.0", false);

    assertThat(verdict(rollout(), staging)).isInstanceOf(Verdict.Allow.class);
    assertThat(verdict(rollout(), staging).reason()).contains("only advises");
  }

  @Test
  void toStopIsNeverHeldBack() {
    budgets.gating(service.id(), production.id(), BudgetState.EXHAUSTED, "2.0", true);

    var pause = JudgedClassTests.change(ChangeKind.PAUSE, Way.FORWARD, null);
    assertThat(said(pause, production, null)).isEmpty();
  }

  private static ProposedChange rollout() {
    return JudgedClassTests.change(ChangeKind.ROLLOUT, Way.FORWARD, null);
  }

  private static ProposedChange fix() {
    return JudgedClassTests.change(
        ChangeKind.ROLLOUT, Way.FORWARD, new Declared(ChangeClass.FIX, "INC-7"));
  }

  private EnvironmentView environment(String slug, EnvironmentClass environmentClass) {
    return environments.register(
        new RegisterEnvironment(slug, slug, environmentClass, 500), Actor.SYSTEM);
  }

  private Actor actor(Role role) {
    var person =
        people.register(role.name().toLowerCase(Locale.ROOT).charAt(0) + unique, "P", Actor.SYSTEM);
    grants.give(person.id(), role, team.id(), null, "test", Actor.SYSTEM);
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  private Verdict verdict(ProposedChange change, EnvironmentView environment) {
    return verdict(change, environment, null);
  }

  private Verdict verdict(
      ProposedChange change, EnvironmentView environment, @Nullable Actor requester) {
    return said(change, environment, requester).orElseThrow();
  }

  private Optional<Verdict> said(
      ProposedChange change, EnvironmentView environment, @Nullable Actor requester) {
    return policies
        .told(new ProposedChange(service, environment, change.facts(), requester))
        .stream()
        .filter(verdict -> verdict.policy().equals(ErrorBudgetPolicy.NAME))
        .findFirst();
  }
}

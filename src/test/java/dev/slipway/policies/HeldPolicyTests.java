package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.approvals.DecisionRefused;
import dev.slipway.approvals.Inbox;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Where two administrators have existed, nobody loosens production alone.
@SlipwayTest
class HeldPolicyTests {

  @Autowired ApplicationContext portal;
  @Autowired EnvironmentPolicies policies;
  @Autowired FreezeWindows freezes;
  @Autowired Environments environments;
  @Autowired Approvals approvals;
  @Autowired Inbox inbox;
  @Autowired People people;
  @Autowired Grants grants;

  private EnvironmentView production;
  private PersonSummary jon;

  @BeforeEach
  void appointTwo() {
    person(Role.PLATFORM_ADMIN);
    person(Role.PLATFORM_ADMIN);
    jon = person(Role.ENVIRONMENT_OWNER);
    production = environment(EnvironmentClass.PRODUCTION);
  }

  private EnvironmentView environment(EnvironmentClass environmentClass) {
    var unique = UuidV7.next().toString().substring(24);
    return environments.register(
        new RegisterEnvironment("env-" + unique, "Stage " + unique, environmentClass, 1),
        Actor.SYSTEM);
  }

  private PersonSummary person(Role role) {
    var unique = UuidV7.next().toString().substring(24);
    var person = people.register("p-" + unique, "P " + unique, Actor.SYSTEM);
    grants.give(person.id(), role, null, null, "test", Actor.SYSTEM);
    return person;
  }

  private static Actor actor(PersonSummary person) {
    return new Actor(person.id().value(), person.name(), Via.SESSION, null, null, Instant.now());
  }

  private Optional<WaitingAct> edit(EnvironmentView environment, int seats, boolean automatic) {
    var now = policies.of(environment.id());
    return policies.edit(
        new EditEnvironmentPolicy(
            environment.id(),
            now.version(),
            List.of(new ApprovalRule("Approvers", Role.APPROVER, null, seats)),
            now.rollbackRules(),
            now.pinnedImagesRequired(),
            now.planLifetime(),
            automatic,
            now.podErrorGrace(),
            now.crashRestarts(),
            now.stallTimeout(),
            "exams are over, we are fewer",
            true),
        actor(jon));
  }

  private String how(WaitingAct act) {
    var held = inbox.item(new ApprovalId(act.id()), actor(jon)).held();
    return Objects.requireNonNull(Objects.requireNonNull(held).endedWhy());
  }

  private void approve(WaitingAct act, PersonSummary person) {
    var id = new ApprovalId(act.id());
    var hash = approvals.standing(id).contentHash();
    approvals.decide(new Decide(id, hash, true, ""), actor(person));
  }

  @Test
  @Promise("P5")
  void whatLoosensProductionWaitsAndWhatTightensItDoesNot() {
    assertThat(edit(production, 2, true)).isEmpty();
    var held = edit(production, 1, true);

    assertThat(held).isPresent();
    assertThat(policies.of(production.id()).version()).isEqualTo(1);
    var lines =
        Objects.requireNonNull(inbox.item(new ApprovalId(held.get().id()), actor(jon)).held());
    assertThat(lines.lines())
        .extracting(line -> line.sign() + line.text())
        .containsExactly("-A change needs 2 approvers", "+A change needs 1 approver");

    new Agreeing(portal::getBean).to(held);

    assertThat(policies.of(production.id()).rules())
        .singleElement()
        .matches(rule -> rule.seats() == 1);
    assertThat(policies.versions(production.id()).getFirst().editedBy()).isEqualTo(jon.name());
  }

  @Test
  void whatIsNotProductionIsEditedAtOnce() {
    var staging = environment(EnvironmentClass.STAGING);

    assertThat(edit(staging, 2, true)).isEmpty();
    assertThat(edit(staging, 1, false)).isEmpty();

    assertThat(policies.of(staging.id()).version()).isEqualTo(2);
  }

  @Test
  @Negative(25)
  void neitherWhoAskedNorAnAdministratorAgreesToIt() {
    var held = edit(production, 1, false).orElseThrow();

    assertThatThrownBy(() -> approve(held, jon)).isInstanceOf(DecisionRefused.class);
    var sam = person(Role.PLATFORM_ADMIN);
    assertThatThrownBy(() -> approve(held, sam))
        .isInstanceOf(DecisionRefused.class)
        .hasMessageContaining("environment owner");
    assertThat(policies.of(production.id()).version()).isZero();
  }

  @Test
  @Negative(13)
  void whatWasAgreedToIsNotDoneOnAnotherVersion() {
    var held = edit(production, 1, false);
    assertThat(edit(production, 3, true)).isEmpty();

    new Agreeing(portal::getBean).to(held);

    assertThat(how(held.orElseThrow())).contains("version 1 now");
    assertThat(policies.of(production.id()).rules())
        .singleElement()
        .matches(rule -> rule.seats() == 3);
    assertThat(policies.versions(production.id())).hasSize(1);
  }

  @Test
  void whoLostTheEnvironmentMeanwhileChangesNothing() {
    var held = edit(production, 1, false);
    for (var grant : grants.of(jon.id())) {
      grants.end(grant.id(), "changed teams", Actor.SYSTEM);
    }

    new Agreeing(portal::getBean).to(held);

    assertThat(how(held.orElseThrow())).startsWith("Not done: ");
    assertThat(policies.of(production.id()).version()).isZero();
  }

  private FreezeView freeze(EnvironmentView environment) {
    var now = LocalDateTime.now(ZoneOffset.UTC);
    var pattern =
        new FreezePattern(ZoneOffset.UTC, now.minusHours(1), now.plusHours(9), false, null);
    return freezes.declare(
        new DeclareFreeze(
            "Exams " + environment.slug(), environment.id(), null, pattern, "exams are written"),
        actor(jon));
  }

  @Test
  @Promise({"P5", "P7"})
  void aFreezeOfProductionIsDeclaredAloneAndEndedByTwo() {
    var exams = freeze(production);
    var end = LocalDateTime.now(ZoneOffset.UTC).plus(Duration.ofHours(1));
    var shorter = freezes.shorten(exams.id(), 1, end, "exams end early", actor(jon));
    var ended = freezes.end(exams.id(), 1, "exams are over", actor(jon));

    assertThat(shorter).isPresent();
    assertThat(ended).isPresent();
    assertThat(freezes.versions(exams.id())).hasSize(1);

    new Agreeing(portal::getBean).to(shorter);
    assertThat(freezes.versions(exams.id())).hasSize(2);
    new Agreeing(portal::getBean).to(ended);

    assertThat(how(ended.orElseThrow())).contains("changed this freeze meanwhile");
    assertThat(freezes.inForce()).anyMatch(freeze -> freeze.id().equals(exams.id()));
    assertThat(
            freezes.end(
                freeze(environment(EnvironmentClass.STAGING)).id(),
                1,
                "exams are over",
                actor(jon)))
        .isEmpty();
  }
}

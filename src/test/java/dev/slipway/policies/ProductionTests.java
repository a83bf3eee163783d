package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What holds in production whatever its policy says: nobody ships alone.
@SlipwayTest
class ProductionTests {

  @Autowired Policies policies;
  @Autowired EnvironmentPolicyRepository rows;
  @Autowired Environments environments;
  @Autowired Teams teams;
  @Autowired People people;
  @Autowired Grants grants;

  EnvironmentView production;
  TeamSummary team;

  @BeforeEach
  void prepare() {
    var unique = UuidV7.next().toString().substring(24);
    production =
        environments.register(
            new RegisterEnvironment(
                "prod-" + unique, "prod-" + unique, EnvironmentClass.PRODUCTION, 90),
            Actor.SYSTEM);
    team = teams.create("students-" + unique, "Students", Actor.SYSTEM);
  }

  @Test
  void storedRulesThatAreEmptyMeanOneApprover() {
    var staging = EnvironmentPolicy.defaults(EnvironmentClass.STAGING);
    var stored =
        new EnvironmentPolicy(
            1,
            List.of(),
            List.of(),
            false,
            staging.planLifetime(),
            staging.automaticRollback(),
            staging.podErrorGrace(),
            staging.crashRestarts(),
            staging.stallTimeout());
    rows.insert(production.id(), stored, "from before rules were asked for", Actor.SYSTEM);

    assertThat(verdict("approval", change(ChangeKind.ROLLOUT, false)))
        .isInstanceOfSatisfying(
            Verdict.NeedsApproval.class,
            needs -> assertThat(needs.rules()).containsExactly(EnvironmentPolicy.ONE_APPROVER));
    assertThat(verdict("approval", change(ChangeKind.ROLLBACK, true)))
        .as("the way back stays open")
        .isInstanceOf(Verdict.Allow.class);
    assertThat(stored.in(EnvironmentClass.STAGING).rules()).isEmpty();
  }

  @Test
  void onlyAnOwnerAsksToStopAServiceAndTwoOthersAgree() {
    var developer = person("ada", Role.DEVELOPER);
    var kofi = person("kofi", Role.SERVICE_OWNER);
    var jon = person("jon", Role.ENVIRONMENT_OWNER);
    var stop = change(ChangeKind.SCALE, 0);

    assertThat(verdict("scale-to-zero", stop.askedBy(developer)))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block -> {
              assertThat(block.reason()).contains("only a service owner or an environment owner");
              assertThat(block.wayOut()).contains("kofi").contains("jon").doesNotContain("ada");
            });
    assertThat(verdict("scale-to-zero", stop.askedBy(via(Via.TOKEN, kofi))))
        .isInstanceOf(Verdict.Block.class);
    assertThat(verdict("scale-to-zero", stop)).isInstanceOf(Verdict.Block.class);
    assertThat(verdict("scale-to-zero", stop.askedBy(kofi)))
        .isInstanceOfSatisfying(
            Verdict.NeedsApproval.class,
            needs -> assertThat(needs.rules()).containsExactly(seat(Role.ENVIRONMENT_OWNER)));
    assertThat(verdict("scale-to-zero", stop.askedBy(jon)))
        .isInstanceOfSatisfying(
            Verdict.NeedsApproval.class,
            needs -> assertThat(needs.rules()).containsExactly(seat(Role.SERVICE_OWNER)));
    assertThat(policies.judge(stop.askedBy(kofi)))
        .filteredOn(Verdict.NeedsApproval.class::isInstance)
        .flatExtracting(verdict -> ((Verdict.NeedsApproval) verdict).rules())
        .extracting(ApprovalRule::seats)
        .as("seats of the environment and of the stop")
        .containsExactly(1, 1);
    assertThat(policies.judge(change(ChangeKind.SCALE, 1).askedBy(developer)))
        .noneMatch(verdict -> verdict.policy().equals("scale-to-zero"));
  }

  private static ApprovalRule seat(Role role) {
    return new ApprovalRule("Second person", role, null, 1);
  }

  private Actor person(String name, Role role) {
    var handle = name + "-" + UuidV7.next().toString().substring(24);
    var person = people.register(handle, handle, Actor.SYSTEM);
    grants.give(person.id(), role, team.id(), null, "test", Actor.SYSTEM);
    return new Actor(person.id().value(), handle, Via.SESSION, null, null, Instant.now());
  }

  private static Actor via(Via via, Actor actor) {
    return new Actor(actor.person(), actor.name(), via, null, null, Instant.now());
  }

  private Verdict verdict(String policy, ProposedChange change) {
    return policies.judge(change).stream()
        .filter(verdict -> verdict.policy().equals(policy))
        .findFirst()
        .orElseThrow();
  }

  private ProposedChange change(ChangeKind kind, boolean toLastGood) {
    return change(kind, toLastGood, null);
  }

  private ProposedChange change(ChangeKind kind, int replicas) {
    return change(kind, false, replicas);
  }

  private ProposedChange change(ChangeKind kind, boolean toLastGood, @Nullable Integer replicas) {
    var service =
        new ServiceView(
            ServiceId.next(),
            "student-service",
            "student-service",
            "",
            SystemId.next(),
            "emis",
            "EMIS",
            team.id(),
            team.slug(),
            team.name(),
            1,
            Lifecycle.PRODUCTION,
            List.of());
    return new ProposedChange(
        service,
        production,
        new ChangeFacts(
            kind,
            UUID.randomUUID(),
            toLastGood ? Way.LAST_GOOD : Way.BACK,
            List.of("student-service:1.0.1"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            replicas,
            false,
            null));
  }
}

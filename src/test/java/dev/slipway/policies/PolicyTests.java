package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@SlipwayTest
class PolicyTests {

  @Autowired ApplicationContext portal;
  @Autowired Policies policies;
  @Autowired EnvironmentPolicies environmentPolicies;
  @Autowired FreezeWindows freezes;
  @Autowired Environments environments;
  @Autowired People people;
  @Autowired Grants grants;
  @Autowired Systems systems;

  EnvironmentView production;
  Actor owner;
  SystemId system = SystemId.next();

  @BeforeEach
  void prepare() {
    var unique = UuidV7.next().toString().substring(24);
    production =
        environments.register(
            new RegisterEnvironment(
                "prod-" + unique, "prod-" + unique, EnvironmentClass.PRODUCTION, 90),
            Actor.SYSTEM);
    var jon = people.register("jon-" + unique, "Jon", Actor.SYSTEM);
    grants.give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    owner = new Actor(jon.id().value(), "Jon", Via.SESSION, null, null, Instant.now());
  }

  @Test
  void productionShipsWithOneApproverWhoIsNotTheRequester() {
    var policy = environmentPolicies.of(production.id());

    assertThat(policy.version()).isZero();
    assertThat(policy.planLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(verdict("approval", change(ChangeKind.ROLLOUT, false)))
        .isInstanceOf(Verdict.NeedsApproval.class)
        .extracting(Verdict::reason)
        .asString()
        .contains("1 approver, never the requester");
  }

  @Test
  void backToTheLastGoodNeedsNobodyAndOlderOneApprover() {
    assertThat(verdict("approval", change(ChangeKind.ROLLBACK, true)))
        .isInstanceOf(Verdict.Allow.class);
    assertThat(verdict("approval", change(ChangeKind.ROLLBACK, false)))
        .isInstanceOf(Verdict.NeedsApproval.class);
  }

  @Test
  void aRollbackSaysBeforeItStartsThatItLocksAndWhoReleases() {
    var unlocked = verdict("lock", change(ChangeKind.ROLLBACK, true));

    assertThat(unlocked).isInstanceOf(Verdict.Allow.class);
    assertThat(unlocked.reason())
        .startsWith("Starting this rollback locks student-service in " + production.name())
        .contains("May release it: ")
        .contains("Jon");
    assertThat(verdicts(change(ChangeKind.ROLLOUT, false)))
        .noneMatch(verdict -> verdict.policy().equals("lock"));
  }

  @Test
  void aFreezeBlocksEverythingButARollbackAndSaysWhenItOpens() {
    declare(-60, 60);

    for (var kind : ChangeKind.values()) {
      var verdict = verdict("freeze-window", change(kind, true));
      if (kind == ChangeKind.ROLLBACK) {
        assertThat(verdict).isInstanceOf(Verdict.Allow.class);
      } else {
        assertThat(verdict)
            .isInstanceOfSatisfying(
                Verdict.Block.class,
                block -> assertThat(block.wayOut()).contains("UTC").contains("Jon"));
      }
    }
  }

  @Test
  void onlyWhoOwnsTheEnvironmentEndsAFreezeWithAReasonAndVersionsAreKept() {
    var freeze = declare(-60, 60);
    var stranger =
        people.register("v-" + UuidV7.next().toString().substring(24), "V", Actor.SYSTEM);
    var vera = new Actor(stranger.id().value(), "V", Via.SESSION, null, null, Instant.now());
    assertThatThrownBy(() -> freezes.end(freeze.id(), 1, "I want to ship now", vera))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> freezes.end(freeze.id(), 1, "because", owner))
        .isInstanceOf(DomainFailure.class);
    assertThatThrownBy(() ->
            freezes.shorten(
                freeze.id(), 1, freeze.pattern().ends().plusHours(1), "a longer one", owner))
        .hasMessageContaining("not shorter");

    new Agreeing(portal::getBean).to(freezes.end(freeze.id(), 1, "the exams are over", owner));

    assertThat(freezes.versions(freeze.id())).hasSize(2);
    assertThat(verdicts(change(ChangeKind.ROLLOUT, false)))
        .noneMatch(verdict -> verdict.policy().equals("freeze-window"));
    assertThatThrownBy(() -> freezes.end(freeze.id(), 1, "the exams are over", owner))
        .hasMessageContaining("changed this freeze meanwhile");
  }

  @Test
  void aFreezeOfTomorrowOrOfAnotherSystemDoesNotHold() {
    declare(60, 120);
    var name = "other-" + production.slug();
    var other = systems.register(new RegisterSystem(name, name, ""), Actor.SYSTEM);
    var wish =
        new DeclareFreeze("Other", production.id(), other.id(), window(-60, 60), "only another");
    freezes.declare(wish, owner);
    assertThat(verdicts(change(ChangeKind.ROLLOUT, false)))
        .noneMatch(verdict -> verdict.policy().equals("freeze-window"));
  }

  @Test
  void anEditMakesTheNextVersionAndASecondEditorConflicts() {
    var two = new ApprovalRule("Approver", Role.APPROVER, null, 2);
    var edit =
        new EditEnvironmentPolicy(
            production.id(),
            0,
            List.of(two),
            List.of(),
            true,
            Duration.ofHours(2),
            true,
            Duration.ofSeconds(45),
            1,
            Duration.ofMinutes(5),
            "two pairs of eyes for the term",
            true);

    assertThat(environmentPolicies.edit(edit, owner)).isEmpty();
    assertThatThrownBy(() -> environmentPolicies.edit(edit, owner))
        .hasMessageContaining("version 1 now");
    assertThat(verdict("approval", change(ChangeKind.SCALE, false)).reason())
        .contains("2 approvers");
    assertThat(environmentPolicies.versions(production.id())).hasSize(1);
  }

  @Test
  void underAnAutoscalerACountIsBlockedAndItsBoundsAreOffered() {
    assertThat(verdict("autoscaler", scale(5, false, "student-hpa")))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block -> assertThat(block.wayOut()).contains("Change its bounds instead"));
    assertThat(verdict("autoscaler", scale(0, false, "student-hpa")))
        .isInstanceOf(Verdict.Allow.class);
    assertThat(verdict("autoscaler", scale(null, true, "student-hpa")))
        .isInstanceOf(Verdict.Allow.class);
    assertThat(verdict("autoscaler", scale(null, true, null))).isInstanceOf(Verdict.Block.class);
  }

  @Test
  void theGravestVerdictComesFirst() {
    declare(-60, 60);

    assertThat(verdicts(change(ChangeKind.ROLLOUT, false)).getFirst())
        .isInstanceOf(Verdict.Block.class);
  }

  private FreezeView declare(int fromMinutes, int toMinutes) {
    return freezes.declare(
        new DeclareFreeze(
            "Exam week",
            production.id(),
            null,
            window(fromMinutes, toMinutes),
            "exams are written"),
        owner);
  }

  private static FreezePattern window(int fromMinutes, int toMinutes) {
    var now = LocalDateTime.now(ZoneOffset.UTC);
    return new FreezePattern(
        ZoneOffset.UTC, now.plusMinutes(fromMinutes), now.plusMinutes(toMinutes), false, null);
  }

  private Verdict verdict(String policy, ProposedChange change) {
    return verdicts(change).stream()
        .filter(verdict -> verdict.policy().equals(policy))
        .findFirst()
        .orElseThrow();
  }

  private List<Verdict> verdicts(ProposedChange change) {
    return policies.judge(change);
  }

  private ProposedChange change(ChangeKind kind, boolean toLastGood) {
    return change(kind, toLastGood, null, false, null);
  }

  private ProposedChange scale(
      @Nullable Integer replicas, boolean bounds, @Nullable String autoscaler) {
    return change(ChangeKind.SCALE, false, replicas, bounds, autoscaler);
  }

  private ProposedChange change(
      ChangeKind kind,
      boolean toLastGood,
      @Nullable Integer replicas,
      boolean bounds,
      @Nullable String autoscaler) {
    var service =
        new ServiceView(
            ServiceId.next(),
            "student-service",
            "student-service",
            "",
            system,
            "emis",
            "EMIS",
            new TeamId(UUID.randomUUID()),
            "students",
            "Students",
            1,
            Lifecycle.PRODUCTION,
            List.of());
    var facts =
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
            autoscaler,
            replicas,
            bounds,
            null);
    return new ProposedChange(service, production, facts);
  }
}

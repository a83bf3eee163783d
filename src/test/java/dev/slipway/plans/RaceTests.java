package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.policies.DeclareFreeze;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.FreezePattern;
import dev.slipway.policies.FreezeView;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// P4: whatever meets an approval or a claim at the same instant, nothing runs in production except
/// exactly what was approved.
@SlipwayTest
@Tag("race")
class RaceTests {

  private static final int ROUNDS = Integer.getInteger("slipway.races", 200);

  @Autowired ApplicationContext context;
  private Stage stage;
  private Actor requester;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    requester = Stage.actor(stage.ada);
  }

  @AfterEach
  void report(org.junit.jupiter.api.TestInfo test) {
    System.out.printf("Race %s: %d rounds.%n", test.getDisplayName(), ROUNDS);
  }

  @Test
  @Negative(6)
  @Promise("P4")
  void twoRecountsApproveOnce() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var plan = pending();
      approve(plan, stage.mira);
      together(() -> count(plan), () -> count(plan));
      assertThat(stage.state(plan)).as("round %d", round).isEqualTo(PlanState.APPROVED);
      withdraw(plan);
    }
  }

  @Test
  @Negative({8, 17})
  @Promise("P4")
  void anEditAndAStartNeverBothWin() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var placement = stage.placement();
      var old = approved(stage.propose(placement, ChangeKind.ROLLOUT));
      var edited = pending(stage.propose(placement, ChangeKind.RESTART));
      approve(edited, stage.mira);
      together(() -> start(old), () -> count(edited));
      var started = stage.state(old) == PlanState.STARTED;
      assertThat(stage.state(old)).isIn(PlanState.STARTED, PlanState.SUPERSEDED);
      runAll(old);
      assertThat(stage.workload(placement).effects)
          .as("round %d", round)
          .isEqualTo(started ? 1 : 0);
      withdraw(old);
      withdraw(edited);
    }
  }

  @Test
  @Negative(15)
  @Promise("P4")
  void aRevokeAndAStartNeverBothWin() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var placement = stage.placement();
      var plan = approved(stage.propose(placement, ChangeKind.ROLLOUT));
      var done =
          together(
              () -> start(plan),
              () -> {
                stage.plans.revoke(plan.id, "wrong version", Stage.actor(stage.mira));
                return "revoked";
              });
      assertThat(done).as("round %d", round).containsAnyOf("started", "revoked");
      assertThat(done).isNotEqualTo(List.of("started", "revoked"));
      runAll(plan);
      assertThat(stage.workload(placement).effects).isEqualTo(done.contains("started") ? 1 : 0);
      withdraw(plan);
    }
  }

  @Test
  @Negative(22)
  @Promise({"P4", "P7"})
  void aFreezeThatBeginsAtTheClaimStopsWhatIsNotSent() throws Exception {
    var freezes = stage.bean(FreezeWindows.class);
    for (var round = 0; round < ROUNDS; round++) {
      var placement = stage.placement();
      var plan = approved(stage.propose(placement, ChangeKind.ROLLOUT));
      var declared = new FreezeView[1];
      together(
          () -> start(plan),
          () -> {
            declared[0] = freezes.declare(freeze(), Actor.SYSTEM);
            return "frozen";
          });
      runAll(plan);
      assertThat(stage.workload(placement).effects).as("round %d", round).isZero();
      var made = Objects.requireNonNull(declared[0]);
      freezes.end(made.id(), made.version(), "the round is over", Actor.SYSTEM);
      withdraw(plan);
    }
  }

  @Test
  @Negative(12)
  @Promise("P4")
  void aRightThatEndsAtTheClaimStopsWhatIsNotSent() throws Exception {
    var grants = stage.bean(Grants.class);
    for (var round = 0; round < ROUNDS; round++) {
      var placement = stage.placement();
      var plan = approved(stage.propose(placement, ChangeKind.ROLLOUT));
      var grant = grants.of(stage.mira.id()).getFirst();
      together(
          () -> start(plan),
          () -> {
            grants.end(grant.id(), "left the team", Actor.SYSTEM);
            return "ended";
          });
      runAll(plan);
      assertThat(stage.workload(placement).effects).as("round %d", round).isZero();
      withdraw(plan);
      grants.give(stage.mira.id(), Role.APPROVER, stage.team.id(), null, "again", Actor.SYSTEM);
    }
  }

  @Test
  @Negative(13)
  @Promise({"P4", "P7"})
  void aPolicyThatIsTightenedAtTheClaimStopsWhatIsNotSent() throws Exception {
    var policies = stage.bean(EnvironmentPolicies.class);
    stage
        .bean(Grants.class)
        .give(stage.jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    var owner = Stage.actor(stage.jon);
    for (var round = 0; round < ROUNDS; round++) {
      var placement = stage.placement();
      var plan = approved(stage.propose(placement, ChangeKind.ROLLOUT));
      var done =
          together(
              () -> start(plan),
              () -> {
                policies.edit(seats(2), owner);
                return "tightened";
              });
      assertThat(done).contains("tightened");
      runAll(plan);
      assertThat(stage.workload(placement).effects).as("round %d", round).isZero();
      withdraw(plan);
      new Agreeing(stage::bean).to(policies.edit(seats(1), owner));
    }
  }

  private EditEnvironmentPolicy seats(int seats) {
    var now = stage.bean(EnvironmentPolicies.class).of(stage.environment.id());
    return new EditEnvironmentPolicy(
        stage.environment.id(),
        now.version(),
        List.of(new ApprovalRule("Approvers", Role.APPROVER, null, seats)),
        now.rollbackRules(),
        now.pinnedImagesRequired(),
        now.planLifetime(),
        now.automaticRollback(),
        now.podErrorGrace(),
        now.crashRestarts(),
        now.stallTimeout(),
        "a round of the race",
        true);
  }

  private DeclareFreeze freeze() {
    var now = LocalDateTime.now(ZoneOffset.UTC);
    return new DeclareFreeze(
        "Race",
        stage.environment.id(),
        null,
        new FreezePattern(ZoneOffset.UTC, now.minusHours(1), now.plusHours(1), false, null),
        "a round of the race");
  }

  private Plan pending() {
    return pending(stage.propose(stage.placement(), ChangeKind.ROLLOUT));
  }

  private Plan pending(Plan plan) {
    assertThat(stage.plans.submit(plan.id, requester).state())
        .isEqualTo(PlanState.PENDING_APPROVAL);
    return plan;
  }

  private Plan approved(Plan plan) throws SQLException {
    pending(plan);
    approve(plan, stage.mira);
    count(plan);
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
    return plan;
  }

  private void approve(Plan plan, PersonSummary person) throws SQLException {
    var request = Objects.requireNonNull(stage.plans.byId(plan.id).approval());
    stage
        .bean(Approvals.class)
        .decide(new Decide(request, plan.hash, true, ""), Stage.actor(person));
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update decision set counts_at = clock_timestamp() where request = '%s'"
              .formatted(request.value()));
    }
  }

  /// A plan left open is counted again with every later change of a right or of the rules, and
  /// would make each round slower than the one before.
  private void withdraw(Plan plan) {
    if (!stage.state(plan).isFinal()) {
      stage.plans.withdraw(plan.id, "the round is over", requester);
    }
  }

  private String count(Plan plan) {
    stage.inTransaction(() -> {
      stage.recount.count(plan.id);
      return plan;
    });
    return "counted";
  }

  private String start(Plan plan) {
    stage.start(plan);
    return "started";
  }

  private void runAll(Plan plan) {
    var operation = stage.plans.byId(plan.id).operation();
    if (operation != null) {
      assertThat(stage.run(operation, 20).isActive()).isFalse();
    }
  }

  private static List<String> together(Callable<String> one, Callable<String> other)
      throws Exception {
    var barrier = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var first = threads.submit(() -> refusable(barrier, one));
      var second = threads.submit(() -> refusable(barrier, other));
      return List.of(first.get(), second.get());
    }
  }

  private static String refusable(CyclicBarrier barrier, Callable<String> act) throws Exception {
    barrier.await();
    try {
      return act.call();
    } catch (DomainFailure refused) {
      return refused.problem().name();
    }
  }
}

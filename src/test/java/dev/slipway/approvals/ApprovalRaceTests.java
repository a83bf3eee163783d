package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.ApprovalStanding.State;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Decisions that meet on a real PostgreSQL.
@SlipwayTest
class ApprovalRaceTests {

  private static final int ROUNDS = Integer.getInteger("slipway.races", 200);

  @Autowired Approvals approvals;
  @Autowired Inbox inbox;
  @Autowired People people;
  @Autowired Teams teams;
  @Autowired Grants grants;
  @Autowired JdbcClient jdbc;

  private TeamSummary team;
  private PersonSummary ada;
  private PersonSummary mira;
  private PersonSummary jon;

  @BeforeEach
  void introduce() {
    var unique = UuidV7.next().toString().substring(24);
    team = teams.create("team-" + unique, "Team " + unique, Actor.SYSTEM);
    ada = people.register("ada-" + unique, "Ada", Actor.SYSTEM);
    mira = people.register("mira-" + unique, "Mira", Actor.SYSTEM);
    jon = people.register("jon-" + unique, "Jon", Actor.SYSTEM);
    for (var approver : List.of(ada, mira, jon)) {
      grants.give(approver.id(), Role.APPROVER, team.id(), null, "test", Actor.SYSTEM);
    }
  }

  @Test
  void theLastTwoApproversAtTheSameInstantMeetTheRequestOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var id = open(rule(2));
      var done = together(() -> decide(id, mira), () -> decide(id, jon));
      assertThat(done).as("round %d", round).containsOnly("decided");
      countNow(id);
      var both = together(() -> recount(id), () -> recount(id));
      assertThat(both).containsOnly("MET");
      assertThat(met(id)).as("announced once").isEqualTo(1);
    }
    System.out.println("Approval race: " + ROUNDS + " rounds, every request met exactly once.");
  }

  @Test
  void thePersonWhoApprovesInTwentyThreadsHasOneDecision() throws Exception {
    var id = open(rule(2));
    var acts = new ArrayList<Callable<String>>();
    for (int thread = 0; thread < 20; thread++) {
      acts.add(() -> decide(id, mira));
    }

    var done = together(acts);

    assertThat(done).filteredOn("decided"::equals).hasSize(1);
    assertThat(done).filteredOn("ALREADY_DECIDED"::equals).hasSize(19);
    assertThat(rows(id)).isEqualTo(1);
  }

  @Test
  void aDecisionAndTheEndOfTheRequestNeverBothWin() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var id = open(rule(1));
      together(
          () -> decide(id, mira),
          () -> {
            approvals.close(id, "Withdrawn by Ada");
            return "closed";
          });
      assertThat(approvals.standing(id).state()).isEqualTo(State.CLOSED);
      assertThat(decide(id, jon)).isEqualTo("ALREADY_DECIDED");
      countNow(id);
      assertThat(recount(id)).as("round %d", round).isEqualTo("CLOSED");
    }
  }

  @Test
  void aDecisionWaitsTenSecondsAndCanBeTakenBack() {
    var id = open(rule(1));
    var decision = approvals.decide(new Decide(id, "hash", true, ""), session(mira));
    assertThat(decision.countsAt()).isEqualTo(decision.at().plus(Approvals.PAUSE));
    assertThat(approvals.standing(id).state()).isEqualTo(State.OPEN);

    approvals.undo(decision.id(), session(mira));
    approvals.undo(decision.id(), session(mira));

    countNow(id);
    assertThat(recount(id)).isEqualTo("OPEN");
    assertThat(decide(id, mira)).as("a second attempt").isEqualTo("decided");
    assertThat(rows(id)).isEqualTo(2);
  }

  @Test
  void whatCountsCannotBeTakenBackNorByAnybodyElse() {
    var id = open(rule(1));
    var decision = approvals.decide(new Decide(id, "hash", true, ""), session(mira));
    assertThatThrownBy(() -> approvals.undo(decision.id(), session(jon)))
        .isInstanceOf(DecisionRefused.class);
    countNow(id);
    assertThatThrownBy(() -> approvals.undo(decision.id(), session(mira)))
        .hasMessageContaining("counts already");
  }

  @Test
  void theRequesterTheirTokenAndAWrongHashAreRefused() {
    var id = open(rule(1));
    assertThat(decide(id, ada)).isEqualTo("NOT_ALLOWED");
    var token = new Actor(mira.id().value(), "Mira", Via.TOKEN, null, null, Instant.now());
    assertThat(attempt(new Decide(id, "hash", true, ""), token)).isEqualTo("NOT_ALLOWED");
    assertThat(attempt(new Decide(id, "older", true, ""), session(mira)))
        .isEqualTo("HASH_MISMATCH");
    assertThat(rows(id)).isZero();
  }

  @Test
  void inProductionTheSignInHasToBeFresh() {
    var id = open(rule(1));
    var hourOld =
        new Actor(
            mira.id().value(), "Mira", Via.SESSION, null, null, Instant.now().minusSeconds(3600));
    assertThat(attempt(new Decide(id, "hash", true, ""), hourOld)).isEqualTo("SIGN_IN_AGAIN");
  }

  @Test
  void aRightLostBeforeTheCountIsNotCounted() {
    var id = open(rule(1));
    assertThat(decide(id, mira)).isEqualTo("decided");
    countNow(id);
    assertThat(recount(id)).isEqualTo("MET");

    people.disable(mira.id(), "left the company", Actor.SYSTEM);

    assertThat(recount(id)).isEqualTo("OPEN");
  }

  @Test
  void stricterRulesOfNowTakeAMetRequestBack() {
    var id = open(rule(1));
    decide(id, mira);
    countNow(id);
    assertThat(recount(id)).isEqualTo("MET");

    assertThat(approvals.recount(id, rule(2)).state()).isEqualTo(State.OPEN);
    assertThat(inbox.item(id, session(jon)).canDecide()).isTrue();
  }

  @Test
  void anExpiredRequestTakesNoDecisionWithoutAnySweeper() {
    var id = open(rule(1));
    owner("update approval_request set expires_at = clock_timestamp() where id = '%s'", id);

    assertThat(decide(id, mira)).isEqualTo("ALREADY_DECIDED");
    assertThat(recount(id)).isEqualTo("CLOSED");
    assertThat(inbox.waitingFor(session(mira), null).items())
        .noneMatch(item -> item.id().equals(id));
  }

  @Test
  void theApplicationCannotRewriteWhatWasDecided() {
    var id = open(rule(1));
    decide(id, mira);
    for (var sql :
        List.of(
            "update decision set approved = false",
            "delete from decision",
            "delete from decision_undo",
            "update approval_request set content_hash = 'x'",
            "delete from approval_request")) {
      assertThatThrownBy(() -> jdbc.sql(sql).update())
          .as(sql)
          .hasStackTraceContaining("permission denied");
    }
  }

  @Test
  void theInboxShowsWhatOneCanDecideAndWhatOneAskedFor() {
    var id = open(rule(1));

    assertThat(inbox.waitingFor(session(mira), null).items()).anyMatch(one -> one.id().equals(id));
    assertThat(inbox.waitingFor(session(ada), null).items()).noneMatch(one -> one.id().equals(id));
    var own = inbox.askedBy(session(ada), null).items().getFirst();
    assertThat(own.own()).isTrue();
    assertThat(own.whyNot()).contains("your own request").contains("Mira").contains("Jon");
    decide(id, jon);
    countNow(id);
    recount(id);
    assertThat(inbox.item(id, session(mira)).whyNot()).startsWith("Jon approved this");
    assertThat(inbox.decided(session(mira), null).items()).anyMatch(one -> one.id().equals(id));
  }

  private ApprovalId open(List<ApprovalRule> rules) {
    var id = ApprovalId.next();
    approvals.open(
        new RequestApproval(
            id,
            "hash",
            Subject.of("plan", id.value(), "student-service"),
            "Roll out student-service 1.0.1 to production",
            "/plans/" + id.value(),
            "Two schools saw pupils enrolled twice",
            Scope.of(team.id(), EnvironmentClass.PRODUCTION),
            session(ada),
            Set.of(ada.id()),
            rules,
            Instant.now().plusSeconds(3600)));
    return id;
  }

  private static List<ApprovalRule> rule(int seats) {
    return List.of(new ApprovalRule("Approver", Role.APPROVER, null, seats));
  }

  private static Actor session(PersonSummary person) {
    return new Actor(person.id().value(), person.name(), Via.SESSION, null, null, Instant.now());
  }

  private String decide(ApprovalId id, PersonSummary person) {
    return attempt(new Decide(id, "hash", true, ""), session(person));
  }

  private String attempt(Decide decide, Actor actor) {
    try {
      approvals.decide(decide, actor);
      return "decided";
    } catch (DomainFailure refused) {
      return refused.problem().name();
    }
  }

  private String recount(ApprovalId id) {
    return approvals
        .recount(id, approvals.standing(id).rules().stream().map(r -> r.rule()).toList())
        .state()
        .name();
  }

  /// Lets the ten seconds pass.
  private void countNow(ApprovalId id) {
    owner("update decision set counts_at = clock_timestamp() where request = '%s'", id);
  }

  private static void owner(String sql, ApprovalId id) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql.formatted(id.value()));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private int rows(ApprovalId id) {
    return jdbc.sql("select count(*) from decision where request = :id")
        .param("id", id.value())
        .query(Integer.class)
        .single();
  }

  private int met(ApprovalId id) {
    return jdbc.sql(
            """
            select count(*) from audit.audit_event
            where action = 'approval.met' and subject_id = :id
            """)
        .param("id", id.value().toString())
        .query(Integer.class)
        .single();
  }

  private static List<String> together(Callable<String> one, Callable<String> other)
      throws Exception {
    return together(List.of(one, other));
  }

  private static List<String> together(List<Callable<String>> acts) throws Exception {
    var barrier = new CyclicBarrier(acts.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started =
          acts.stream()
              .map(act ->
                  threads.submit(() -> {
                    barrier.await();
                    return act.call();
                  }))
              .toList();
      var done = new ArrayList<String>();
      for (var one : started) {
        done.add(one.get());
      }
      return done;
    } catch (ExecutionException failure) {
      throw new AssertionError(failure.getCause());
    }
  }
}

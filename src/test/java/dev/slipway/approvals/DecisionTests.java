package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.ApprovalStanding.State;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Decisions one after the other.
class DecisionTests extends ApprovalStage {

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
  @Negative({1, 2, 7})
  @Promise("P5")
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
  @Negative(12)
  void aRightLostBeforeTheCountIsNotCounted() {
    var id = open(rule(1));
    assertThat(decide(id, mira)).isEqualTo("decided");
    countNow(id);
    assertThat(recount(id)).isEqualTo("MET");

    people.disable(mira.id(), "left the company", Actor.SYSTEM);

    assertThat(recount(id)).isEqualTo("OPEN");
  }

  @Test
  @Negative(12)
  void aDecisionThatMetTheDisablingIsVoidOnceTheAccountIsEnabled() {
    var id = open(rule(1));
    grants.give(ada.id(), Role.PLATFORM_ADMIN, null, null, "test", Actor.SYSTEM);
    people.disable(mira.id(), "laptop stolen", session(ada));
    jdbc.sql(
            """
            insert into decision (id, request, person, person_name, attempt, approved, comment,
              seen_hash, counts_at)
            values (:id, :request, :person, 'Mira', 1, true, '', 'hash', clock_timestamp())
            """)
        .param("id", UuidV7.next())
        .param("request", id.value())
        .param("person", mira.id().value())
        .update();

    people.enable(mira.id(), "is back", Actor.SYSTEM);

    assertThat(recount(id)).isEqualTo("OPEN");
  }

  @Test
  @Negative(12)
  void disablingAnAccountVoidsItsDecisionsForGood() {
    var id = open(rule(2));
    var used = open(rule(1));
    decide(id, jon);
    decide(id, mira);
    decide(used, mira);
    approvals.close(used, "Used");
    countNow(id);
    assertThat(recount(id)).isEqualTo("MET");

    grants.give(ada.id(), Role.PLATFORM_ADMIN, null, null, "test", Actor.SYSTEM);
    people.disable(mira.id(), "laptop stolen", session(ada));
    people.enable(mira.id(), "is back", Actor.SYSTEM);

    assertThat(recount(id)).isEqualTo("OPEN");
    assertThat(approvals.standing(id).decisions())
        .extracting(DecisionView::personName, DecisionView::whyNot)
        .containsExactly(tuple("Jon", null), tuple(mira.name(), "Taken back: account disabled"));
    assertThat(approvals.standing(used).decisions())
        .as("what was used stays as it was decided")
        .noneMatch(DecisionView::isTakenBack);
    assertThat(
            jdbc.sql(
                    """
                    select actor_name || ': ' || reason from audit.audit_event
                    where action = 'decision.undone' and subject_id = :id
                    """)
                .param("id", id.value().toString())
                .query(String.class)
                .list())
        .containsExactly("Ada: account disabled");
    assertThat(decide(id, mira)).as("a new decision").isEqualTo("decided");
    countNow(id);
    assertThat(recount(id)).isEqualTo("MET");
  }

  @Test
  @Negative(13)
  void stricterRulesOfNowTakeAMetRequestBack() {
    var id = open(rule(1));
    decide(id, mira);
    countNow(id);
    assertThat(recount(id)).isEqualTo("MET");

    assertThat(approvals.recount(id, rule(2)).state()).isEqualTo(State.OPEN);
    assertThat(inbox.item(id, session(jon)).canDecide()).isTrue();
  }

  @Test
  @Negative({14, 16})
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
    assertThat(inbox.openAskedBy(session(ada)).items().getFirst().own()).isTrue();
    // Names are shown from a copy of the rights that may be a moment old.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(inbox.item(id, session(ada)).whyNot())
                .contains("your own request")
                .contains("Mira")
                .contains("Jon"));
    decide(id, jon);
    countNow(id);
    recount(id);
    assertThat(inbox.item(id, session(mira)).whyNot()).startsWith("Jon approved this");
    assertThat(inbox.decided(session(mira), null).items()).anyMatch(one -> one.id().equals(id));
  }
}

package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Who learns of an act that waits for a second person, and of its end.
class HeldNoticeTests extends HeldStage {

  private final String title = "Give %s the role approver of every team in production";

  @Test
  void whoeverCouldAgreeIsToldAndCountsItInTheirInbox() {
    var ada = agreeing.person(Role.APPROVER);
    var left = agreeing.person(Role.PLATFORM_ADMIN);
    people.disable(left.id(), "left", Actor.SYSTEM);
    var inbox = portal.getBean(Inbox.class);
    var counted = inbox.waitingCount(actor(noor));

    var id = held();

    assertThat(told(noor))
        .containsExactly(
            "Waits for a second person: "
                + title.formatted(kofi.name())
                + "\n"
                + sam.name()
                + ": knows it well|/approvals/"
                + id.value());
    assertThat(inbox.waitingCount(actor(noor))).isEqualTo(counted + 1);
    for (var other : List.of(sam, kofi, ada, left)) {
      assertThat(told(other)).as(other.name()).isEmpty();
    }
  }

  @Test
  void whoGainsByItIsNotAskedToAgree() {
    grants.give(noor.id(), Role.APPROVER, null, null, "knows it well", actor(sam));

    assertThat(told(noor)).isEmpty();
  }

  @Test
  void whoAskedIsToldHowItEnded() {
    var done = held();
    agreeing.approve(done, actor(noor));
    agreeing.count(done);
    assertThat(told(sam))
        .containsExactly(
            "Done, as you asked: " + title.formatted(kofi.name()) + "|/approvals/" + done.value());

    grants.end(grants.of(kofi.id()).getFirst().id(), "left the team", actor(sam));
    var rejected = held();
    agreeing.decide(rejected, false, actor(noor));
    agreeing.count(rejected);
    assertThat(told(sam).getLast())
        .startsWith("Not done: " + title.formatted(kofi.name()) + ". Rejected by " + noor.name());

    var withdrawn = held();
    acts.withdraw(withdrawn, actor(sam));
    assertThat(told(sam)).as("they know").hasSize(2);
  }

  @Test
  void whatWasSeenIsNotCalledAPlan() {
    var id = held();

    assertThatThrownBy(() -> approvals.decide(new Decide(id, "another", true, ""), actor(noor)))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> {
              assertThat(refused.problem()).isEqualTo(ProblemType.HASH_MISMATCH);
              assertThat(refused.problem().title() + refused.detail())
                  .contains("asked for with other values")
                  .doesNotContain("plan");
            });
  }

  private List<String> told(PersonSummary person) {
    return jdbc.sql("select text || '|' || link from notice where person = :person order by id")
        .param("person", person.id().value())
        .query((row, _) -> Objects.requireNonNull(row.getString(1)))
        .list();
  }
}

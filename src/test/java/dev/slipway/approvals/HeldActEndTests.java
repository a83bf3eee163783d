package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.Role;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/// How an act ends that waited for a second person: once, whole, and for good.
class HeldActEndTests extends HeldStage {

  @Test
  void aNoEndsIt() {
    var id = held();
    agreeing.decide(id, false, actor(noor));
    agreeing.count(id);

    assertThat(state(id)).isEqualTo("REJECTED");
    assertThat(why(id)).contains(noor.name());
    assertThatThrownBy(() -> agreeing.approve(id, actor(agreeing.person(Role.PLATFORM_ADMIN))))
        .hasMessageContaining("It can be asked for again.");
  }

  @Test
  @Negative(16)
  void whoAskedWithdrawsItAndNobodyElse() {
    var id = held();
    agreeing.approve(id, actor(noor));

    assertThatThrownBy(() -> acts.withdraw(id, actor(noor))).isInstanceOf(DecisionRefused.class);
    acts.withdraw(id, actor(sam));
    agreeing.count(id);

    assertThat(state(id)).isEqualTo("WITHDRAWN");
    assertThat(roles()).isEmpty();
    assertThatThrownBy(() -> acts.withdraw(id, actor(sam))).hasMessageContaining("over already");
    assertThatThrownBy(() -> agreeing.approve(id, actor(agreeing.person(Role.PLATFORM_ADMIN))))
        .isInstanceOf(DecisionRefused.class);
  }

  @Test
  @Negative(14)
  void whatNobodyDecidedInTimeExpires() {
    var id = held();
    agreeing.approve(id, actor(noor));
    Agreeing.owner(
        "update approval_request set expires_at = clock_timestamp() where id = '%s'", id.value());

    agreeing.count(id);

    assertThat(state(id)).isEqualTo("EXPIRED");
    assertThat(roles()).isEmpty();
  }

  @Test
  void theSameIsNotAskedForTwice() {
    held();

    assertThatThrownBy(this::held)
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("waits for a second person");
  }

  @Test
  @Negative(7)
  void onlyWhatWasSeenIsDone() {
    var id = held();
    var other =
        new ApprovalId(
            grants
                .give(kofi.id(), Role.PLATFORM_ADMIN, null, null, "the next one", actor(sam))
                .orElseThrow()
                .id());
    agreeing.approve(id, actor(noor));
    Agreeing.owner("alter table held_act disable trigger held_act_guard", id.value());
    try {
      Agreeing.owner(
          "update held_act set payload = (select payload from held_act where request = '"
              + other.value()
              + "') where request = '%s'",
          id.value());
    } finally {
      Agreeing.owner("alter table held_act enable trigger held_act_guard", id.value());
    }

    agreeing.count(id);

    assertThat(state(id)).isEqualTo("FAILED");
    assertThat(why(id)).contains("not what was agreed to");
    assertThat(roles()).isEmpty();
  }

  @Test
  @Negative(26)
  @Promise("P3")
  void whatIsOverNeverChangesAgain() {
    var id = held();
    assertThatThrownBy(() -> end(id, "WAITING")).isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() ->
            jdbc.sql("delete from held_act where request = :id").param("id", id.value()).update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() ->
            jdbc.sql("update held_act set lines = '[]' where request = :id")
                .param("id", id.value())
                .update())
        .isInstanceOf(DataAccessException.class);
    for (var state : HeldState.values()) {
      if (state.isOver()) {
        var over = held();
        end(over, state.name());
        for (var next : HeldState.values()) {
          assertThatThrownBy(() -> end(over, next.name()))
              .as("%s after %s", next, state)
              .isInstanceOf(DataAccessException.class);
        }
        settling.settle(over);
        assertThat(state(over)).isEqualTo(state.name());
      } else {
        acts.withdraw(id, actor(sam));
      }
    }
    assertThat(roles()).isEmpty();
  }

  @Test
  @Promise("P2")
  void itIsDoneOnceHoweverManyCountAtOnce() throws Exception {
    var id = held();
    agreeing.approve(id, actor(noor));
    agreeing.approve(id, actor(agreeing.person(Role.PLATFORM_ADMIN)));
    Agreeing.owner(
        "update decision set counts_at = clock_timestamp() where request = '%s'", id.value());

    try (var threads = Executors.newFixedThreadPool(6)) {
      var counts = new ArrayList<Callable<Object>>();
      for (var i = 0; i < 6; i++) {
        counts.add(() -> {
          settling.settle(id);
          return "counted";
        });
      }
      for (var done : threads.invokeAll(counts)) {
        done.get();
      }
    }

    assertThat(roles()).containsExactly(Role.APPROVER);
    assertThat(audited("grant.given")).hasSize(1);
    assertThat(audited("act.done")).hasSize(1);
  }

  /// Killed after it was done and before the commit: nothing of it is there, and the next count
  /// does it.
  @Test
  @Promise("P2")
  void aCountThatDiesLeavesNothingAndTheNextOneDoesIt() {
    var id = held();
    agreeing.approve(id, actor(noor));
    Agreeing.owner(
        "update decision set counts_at = clock_timestamp() where request = '%s'", id.value());

    new TransactionTemplate(transactions)
        .executeWithoutResult(transaction -> {
          settling.settle(id);
          assertThat(state(id)).isEqualTo("DONE");
          transaction.setRollbackOnly();
        });
    assertThat(state(id)).isEqualTo("WAITING");
    assertThat(roles()).isEmpty();

    settling.settle(id);

    assertThat(state(id)).isEqualTo("DONE");
    assertThat(roles()).containsExactly(Role.APPROVER);
  }

  private void end(ApprovalId id, String state) {
    jdbc.sql(
            """
            update held_act
            set state = :state, payload = null, ended_at = clock_timestamp(), ended_why = 'test'
            where request = :id
            """)
        .param("state", state)
        .param("id", id.value())
        .update();
  }
}

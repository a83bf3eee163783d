package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Subject;
import dev.slipway.testing.Promise;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

/// An act that was agreed to and that this portal cannot do in a way nobody foresaw.
class HeldActTriesTests extends HeldStage {

  /// An older or newer version may have written it; that one may be running beside this one.
  @ParameterizedTest
  @CsvSource({"grant, of another version", "of-tomorrow, {}", "grant, '{\"who\": \"kofi\"}'"})
  void itIsTriedAgainLaterAndLaterAndThenFailsWithWords(String kind, String payload) {
    var id = agreed(kind, payload);

    fails(id, 0);
    assertThat(state(id)).isEqualTo("WAITING");
    var soon = seconds(id);
    fails(id, 4);
    assertThat(state(id)).isEqualTo("WAITING");
    assertThat(seconds(id)).isGreaterThan(soon * 8);

    due(id, HeldActTasks.TRIES - 1);
    await().untilAsserted(() -> assertThat(state(id)).isEqualTo("FAILED"));
    assertThat(why(id)).contains("Not done").contains("Ask for it again").doesNotContain("in time");
    assertThat(audited("act.failed")).hasSize(1);
    assertThat(approvals.standing(id).state()).isEqualTo(ApprovalStanding.State.CLOSED);
    await().untilAsserted(() -> assertThat(wakes(id)).isZero());
    assertThat(roles()).isEmpty();
  }

  /// Nothing was agreed to yet, so nothing has failed.
  @Test
  @Promise("P3")
  void whatNobodyAgreedToIsNotTried() {
    var id = wish("of-tomorrow", "{}");

    due(id, HeldActTasks.TRIES - 1);

    await().untilAsserted(() -> assertThat(wakes(id)).isZero());
    assertThat(state(id)).isEqualTo("WAITING");
  }

  private ApprovalId wish(String kind, String payload) {
    var act =
        new WeightyAct(
            kind,
            Subject.of("person", kofi.handle(), kofi.name()),
            "Do what is " + kind + ": " + payload,
            "/people",
            "a reason",
            List.of(),
            Role.PLATFORM_ADMIN,
            Scope.PORTAL,
            Set.of(kofi.id()),
            payload);
    return new ApprovalId(second.hold(act, actor(sam)).orElseThrow().id());
  }

  /// Agreed to, and one wake-up of it left.
  private ApprovalId agreed(String kind, String payload) {
    var id = wish(kind, payload);
    new TransactionTemplate(transactions)
        .executeWithoutResult(_ -> {
          agreeing.approve(id, actor(noor));
          Agreeing.owner(
              "delete from scheduled_tasks where task_instance like '%s:%%'", id.value());
        });
    Agreeing.owner(
        "update decision set counts_at = clock_timestamp() where request = '%s'", id.value());
    return id;
  }

  private void due(ApprovalId id, int failures) {
    Agreeing.owner(
        "update scheduled_tasks set execution_time = clock_timestamp(), consecutive_failures = "
            + failures
            + " where task_instance like '%s:%%'",
        id.value());
  }

  private void fails(ApprovalId id, int before) {
    due(id, before);
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql(
                            """
                            select consecutive_failures from scheduled_tasks
                            where task_instance like :id and not picked
                            """)
                        .param("id", id.value() + ":%")
                        .query(Integer.class)
                        .list())
                .containsExactly(before + 1));
  }

  /// How long after the last failure it is tried again.
  private long seconds(ApprovalId id) {
    return jdbc.sql(
            """
            select extract(epoch from execution_time - last_failure)::bigint from scheduled_tasks
            where task_instance like :id
            """)
        .param("id", id.value() + ":%")
        .query(Long.class)
        .single();
  }

  private int wakes(ApprovalId id) {
    return jdbc.sql("select count(*) from scheduled_tasks where task_instance like :id")
        .param("id", id.value() + ":%")
        .query(Integer.class)
        .single();
  }
}

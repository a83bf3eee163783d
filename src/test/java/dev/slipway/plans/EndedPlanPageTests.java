package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.identity.PersonSummary;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/// A plan that somebody decides or ends, on the pages of the plan and of its approval.
@SlipwayTest
class EndedPlanPageTests extends AskedPlan {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void withoutAWordThePageAsksAgainAtItsField() {
    var ada = visitor(stage.ada);

    var empty = ada.post(path + "/withdraw", Map.of("reason", " "));
    assertThat(empty.statusCode()).isEqualTo(422);
    asksAgain(Visitor.page(empty));
    assertThat(stage.state(plan)).isEqualTo(PlanState.PENDING_APPROVAL);

    var tooLong = "a".repeat(2_001);
    var kept = Visitor.page(ada.post(path + "/withdraw", Map.of("reason", tooLong)));
    asksAgain(kept);
    assertThat(kept.select("#reason").val()).isEqualTo(tooLong);
  }

  @Test
  void soItDoesWhereAnApprovalIsRevoked() {
    stage.approve(plan);

    var answer = visitor(stage.mira).post(path + "/revoke", Map.of("reason", ""));

    assertThat(answer.statusCode()).isEqualTo(422);
    asksAgain(Visitor.page(answer));
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
  }

  @Test
  void onlyWhoeverMayDecideIsToldThatItIsTheirs() {
    assertThat(next(stage.mira)).isEqualTo("Your decision");
    assertThat(page(stage.mira).select("#plan-standing form[action$=/decisions] [data-proof]"))
        .as("an old sign-in is told of before a comment is lost")
        .hasSize(1);
    assertThat(next(stage.ada)).isEqualTo("Waits for a decision");
  }

  @Test
  void onceItIsOverTheReasonStaysAndNothingWaits() {
    assertThat(page(stage.ada).select("section[aria-labelledby=h-approvers]").text())
        .contains("0 of 1");
    stage.plans.withdraw(plan.id, "Wrong week", Stage.actor(stage.ada));

    var page = page(stage.ada);
    assertThat(page.select("section[aria-labelledby=h-reason]").text()).contains(plan.reason);
    var approvers = page.select("section[aria-labelledby=h-approvers]");
    assertThat(approvers.text()).contains("not given").doesNotContain("0 of 1");
    assertThat(approvers.select(".tone-waiting")).isEmpty();
  }

  @Test
  void onceItIsOverItIsPlannedAgainByOneLinkAndNobodyIsAskedAnyMore() {
    assertThat(page(stage.ada).select("#plan-panel").text()).contains("1 approval needed");
    stage.plans.withdraw(plan.id, "Wrong week", Stage.actor(stage.ada));

    var page = page(stage.ada);
    assertThat(page.select("main a[href$=/again]").eachText()).containsExactly("Plan again");
    assertThat(page.select("#plan-panel").text())
        .contains("nobody is asked")
        .doesNotContain("needed")
        .doesNotContain("Needs OK");
  }

  @Test
  void whoDecidedIsToldWithWhatAndComesBackToWhereItIsUndone() {
    var mira = visitor(stage.mira);
    mira.get(path);
    var answer =
        mira.post(
            path + "/decisions",
            Map.of("hash", plan.hash, "decision", "reject", "comment", "Wrong week"));

    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith(path + "#plan-standing");
    assertThat(page(stage.mira).select("#plan-standing form[action$=/undo]")).hasSize(1);
    assertThat(page(stage.ada).select("section[aria-labelledby=h-approvers]").text())
        .contains(stage.mira.name() + " Wrong week Rejected. Counts in a moment");
  }

  @Test
  void openPagesReadTheChecksAgainWhenThePlanMoves() {
    try (var stream = visitor(stage.ada).listen("/live?topic=plan:" + plan.id.value())) {
      await().atMost(LONG).until(() -> stream.text().contains("event:patch"));
      stage.plans.withdraw(plan.id, "Wrong week", Stage.actor(stage.ada));

      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(stream.reloads()).contains("plan-head", "plan-standing", "plan-panel"));
    }
  }

  @Test
  void theApprovalSaysWhoEndedItAndWhy() {
    stage.plans.withdraw(plan.id, "Wrong week", Stage.actor(stage.ada));

    var mira = visitor(stage.mira);
    var card = Visitor.page(mira.get("/approvals/" + request + "/card")).text();

    assertThat(card)
        .contains("Withdrawn by " + stage.ada.name() + ": Wrong week")
        .doesNotContain("This is closed")
        .doesNotContain("Waits to be started");
  }

  private static void asksAgain(Document page) {
    assertThat(page.select("h1").text()).startsWith("rollout of");
    assertThat(page.select("details[open] #reason[aria-invalid=true]")).hasSize(1);
    assertThat(page.select("#reason-note").text()).isNotBlank();
  }

  private String next(PersonSummary reader) {
    return page(reader).select("#h-next").text();
  }

  private Document page(PersonSummary reader) {
    return Visitor.page(visitor(reader).get(path));
  }
}

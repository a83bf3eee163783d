package dev.slipway.approvals.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.ApprovalStage;
import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SlipwayTest
class ApprovalPageTests extends ApprovalStage {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @LocalServerPort int port;

  @Test
  void theInboxIsAPageAndItsListAFragment() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());

    var page = Visitor.page(visitor.get("/approvals"));
    var fragment = visitor.get("/approvals", "HX-Request", "true");

    assertThat(page.select("h1").text()).isEqualTo("Approvals");
    assertThat(page.select("#approval-" + id.value() + " button[value=approve]")).hasSize(1);
    assertThat(page.select("#approval-" + id.value() + " .button-decision")).hasSize(3);
    assertThat(fragment.body()).doesNotContain("<html").contains("approval-" + id.value());
  }

  @Test
  void oneApprovesFromTheDeepLinkAndTakesItBack() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());
    var page = Visitor.page(visitor.get("/approvals/" + id.value()));
    var hash = page.select("#decide input[name=hash]").attr("value");
    assertThat(page.select("#decide textarea[name=comment]")).hasSize(1);

    var answer = decide(visitor, id, Map.of("hash", hash, "decision", "approve"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/approvals/" + id.value());
    var after = Visitor.page(visitor.get("/approvals/" + id.value()));
    assertThat(after.select(".approval-undo").text()).contains("Approved. Counts");
    assertThat(after.select("#decide")).isEmpty();
    visitor.post(after.select(".approval-undo form").attr("action"), Map.of());
    assertThat(Visitor.page(visitor.get("/approvals/" + id.value())).select("#decide")).hasSize(1);
  }

  @Test
  void withHtmxTheAnswerIsTheCardAlone() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());

    var answer =
        visitor.post(
            "/approvals/" + id.value() + "/decisions",
            Map.of("hash", "hash", "decision", "approve", "from", "list"),
            "HX-Request",
            "true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("<html").contains("Counts").contains("Undo");
  }

  @Test
  void whatIsDecidedIsNotCountedAnyMore() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());
    var tabs = Visitor.page(visitor.get("/approvals")).select("#approvals-tabs");
    assertThat(tabs.text()).contains("For me1");
    try (var stream = visitor.listen("/live?topic=approvals")) {
      await().until(() -> stream.text().contains("event:"));
      decide(visitor, id, Map.of("hash", "hash", "decision", "approve", "from", "list"));
      await().untilAsserted(() -> assertThat(stream.reloads()).contains("approvals-tabs"));
    }
    var again = Visitor.page(visitor.get(tabs.attr("hx-get"), "HX-Request", "true"));
    assertThat(again.select(tabs.attr("hx-select")).text()).contains("For me0");
  }

  @Test
  @Negative(7)
  void anotherHashIsRefusedAndARejectionNeedsAReason() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());

    assertThat(decide(visitor, id, Map.of("hash", "older", "decision", "approve")).statusCode())
        .isEqualTo(409);
    assertThat(decide(visitor, id, Map.of("hash", "hash", "decision", "reject")).statusCode())
        .isEqualTo(422);
    assertThat(decide(visitor, id, Map.of("hash", "hash", "decision", "maybe")).statusCode())
        .isEqualTo(400);
    assertThat(approvals.standing(id).decisions()).isEmpty();
  }

  @Test
  void aRejectionWithoutAWordMarksTheComment() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());

    var page = Visitor.page(decide(visitor, id, Map.of("hash", "hash", "decision", "reject")));

    assertThat(page.select("#comment[aria-invalid=true]")).hasSize(1);
    assertThat(page.select("#comment-note").text()).startsWith("A rejection needs a reason.");
  }

  @Test
  void aRejectionThatDoesNotCountYetIsNotCalledAnApproval() {
    teams.join(team.id(), mira.id(), Actor.SYSTEM);
    var id = open(List.of(new ApprovalRule("Approver", Role.APPROVER, team.id(), 1)));
    var visitor = Visitor.signedIn(port, mira.handle());
    var rejection = Map.of("hash", "hash", "decision", "reject", "comment", "Exams run now");

    decide(visitor, id, rejection);
    var page = Visitor.page(visitor.get("/approvals/" + id.value()));

    assertThat(page.text())
        .contains("A rejection counts in a few seconds.")
        .doesNotContain("An approval counts");
  }

  @Test
  void whatWasTakenBackCarriesNoMarkOfApproval() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());
    decide(visitor, id, Map.of("hash", "hash", "decision", "approve"));
    var before = Visitor.page(visitor.get("/approvals/" + id.value()));
    assertThat(before.select(".approval-decisions .tone-ok")).hasSize(1);

    visitor.post(before.select(".approval-undo form").attr("action"), Map.of());

    var after = Visitor.page(visitor.get("/approvals/" + id.value()));
    assertThat(after.select(".approval-decisions").text()).contains("Taken back");
    assertThat(after.select(".approval-decisions .tone-ok")).isEmpty();
  }

  @Test
  void anApprovalThatWasUsedLeadsToItsRollout() {
    var id = open();
    var used = UuidV7.next();
    approvals.close(id, "Used by deployment " + used);

    var page = Visitor.page(Visitor.signedIn(port, mira.handle()).get("/approvals/" + id.value()));

    assertThat(page.select("#approval-" + id.value() + " a[href=/deployments/" + used + "]").text())
        .isEqualTo("See the rollout");
    assertThat(page.select("main").text()).doesNotContain(used.toString());
  }

  @Test
  @Negative(1)
  void whoAskedReadsWhyTheyCannotApprove() {
    var id = open();
    var visitor = Visitor.signedIn(port, ada.handle());

    var page = Visitor.page(visitor.get("/approvals/" + id.value()));

    assertThat(page.select("#decide")).isEmpty();
    assertThat(page.select("main").text())
        .contains("You cannot approve your own request. Ask")
        .contains(mira.name());
    assertThat(decide(visitor, id, Map.of("hash", "hash", "decision", "approve")).statusCode())
        .isEqualTo(403);
    approvals.close(open(), "Withdrawn: not needed");
    var list = Visitor.page(visitor.get("/approvals?tab=mine")).select("#approvals-list").text();
    assertThat(list).containsSubsequence("Two schools", "Decided or over", "Withdrawn");
  }

  @Test
  void whatIsApprovedAndNotStartedStillWaitsForWhoeverAsked() {
    var id = open();
    var asked = Visitor.signedIn(port, ada.handle());
    decide(
        Visitor.signedIn(port, mira.handle()), id, Map.of("hash", "hash", "decision", "approve"));
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> approvals.standing(id).state() == ApprovalStanding.State.MET);

    var page = Visitor.page(asked.get("/approvals"));
    assertThat(page.select("a[href='/approvals?tab=mine']").text()).isEqualTo("By me1");
    var mine = page.select("section[aria-labelledby=h-mine]");
    assertThat(mine.text()).contains("1 open").contains("Approved, not started");
    assertThat(mine.select("a").attr("href")).isEqualTo("/plans/" + id.value());

    var decider = Visitor.signedIn(port, mira.handle());
    assertThat(decider.get("/approvals/" + id.value()).body()).contains("You approved this.");
    var card = Visitor.page(decider.get("/approvals/" + id.value() + "/card"));
    assertThat(card.select("li:has(time)").text()).startsWith("You approved");
    var shown = Visitor.page(asked.get("/approvals/" + id.value() + "/card"));
    assertThat(shown.select("li:has(time)").text()).startsWith(mira.name() + " approved");

    approvals.close(id, "Used by deployment " + UuidV7.next());
    var after = Visitor.page(asked.get("/approvals"));
    assertThat(after.select("section[aria-labelledby=h-mine]").text()).contains("0 open");
  }

  @Test
  @Negative(29)
  void readingAnApprovalChangesNothing() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());

    for (var path : List.of("", "/card", "/decision", "/decisions")) {
      visitor.get("/approvals/" + id.value() + path + "?decision=approve&hash=hash");
    }

    assertThat(approvals.standing(id).decisions()).isEmpty();
  }

  @Test
  void anApprovalThatDoesNotExistIsNotFound() {
    var visitor = Visitor.signedIn(port, mira.handle());

    assertThat(visitor.get("/approvals/" + UuidV7.next()).statusCode()).isEqualTo(404);
  }

  @Test
  void theApiTellsWhatWaitsAndForWhom() {
    var id = open();
    var visitor = Visitor.signedIn(port, mira.handle());

    assertThat(everythingThatWaits(visitor)).contains(id.value().toString()).contains(mira.name());
    assertThat(visitor.get("/api/v1/approvals?state=odd").statusCode()).isEqualTo(400);
  }

  /// Every page of the list, whatever other tests left waiting.
  private static String everythingThatWaits(Visitor visitor) {
    var all = new StringBuilder();
    var cursor = "";
    do {
      var answer = visitor.get("/api/v1/approvals?state=pending" + cursor);
      assertThat(answer.statusCode()).isEqualTo(200);
      var page = JSON.readTree(answer.body());
      all.append(page.get("items"));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
    } while (!cursor.isEmpty());
    return all.toString();
  }

  private static java.net.http.HttpResponse<String> decide(
      Visitor visitor, ApprovalId id, Map<String, String> form) {
    return visitor.post("/approvals/" + id.value() + "/decisions", form);
  }

  private ApprovalId open() {
    return open(rule(1));
  }
}

package dev.slipway.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SlipwayTest
class AuditPageTests {

  @LocalServerPort int port;
  @Autowired ApplicationEventPublisher events;
  @Autowired People people;
  @Autowired JsonMapper json;

  private final String mark = "mark-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void showsEventsNewestFirstWithinSevenDays() {
    event("plan.proposed", mark, "first");
    event("plan.started", mark, "second");

    var page = page(noor().get("/audit?target=" + mark));

    assertThat(page.select("main table tbody tr a").eachText())
        .containsExactly("Plan started", "Planned");
    assertThat(page.select("form .filter-chip").eachText())
        .anyMatch(chip -> chip.startsWith("Last 7 days"));
  }

  @Test
  void theStepsOfADeploymentAreLeftOutUntilAskedForAndExportsHoldThem() {
    List.of("step", "running", "verifying").forEach(to -> event("deployment." + to, mark, "on"));
    event("plan.started", mark, "the act itself");
    var noor = noor();

    var page = page(noor.get("/audit?target=" + mark));

    assertThat(page.select("main table tbody tr a").eachText()).containsExactly("Plan started");
    var chip = page.select("form .filter-chip:contains(Without steps)");
    assertThat(page(noor.get(chip.attr("href"))).select("main table tbody tr")).hasSize(4);
    assertThat(rows(noor, "?target=" + mark + "&action=deployment.step")).isEqualTo(1);
    assertThat(noor.get("/audit/export?format=jsonl&target=" + mark).body().lines()).hasSize(4);
    assertThat(api(noor, "?target=" + mark).required("items").size()).isEqualTo(4);
  }

  @Test
  void anExportHoldsWhatThePageShows() {
    event("deployment.step", mark, "2 of 3 new pods ready");
    event("plan.started", mark, "the act itself");
    var noor = noor();
    for (var shown : Map.of("", 1, "&steps=shown", 2, "&action=deployment.step", 1).entrySet()) {
      var page = page(noor.get("/audit?target=" + mark + shown.getKey()));
      assertThat(page.select("main table tbody tr")).hasSize(shown.getValue());
      for (var link : page.select(".page-head a[download]")) {
        var head = link.text().contains("CSV") ? 1 : 0;
        assertThat(noor.get(link.attr("href")).body().lines()).hasSize(shown.getValue() + head);
      }
    }
  }

  @Test
  void everyActionCanBePickedHoweverRare() {
    for (var i = 0; i < 14; i++) {
      event("frequent.act" + i, mark, "once");
    }
    event("lock.set", mark, "rare");
    var page = page(noor().get("/audit?target=" + mark));
    var actions = page.select("#audit-filter nav[aria-label=Action]");
    assertThat(actions.select("> ul > li")).hasSize(12);
    assertThat(actions.select("details > summary").text()).isEqualTo("3 more");
    var rare = actions.select("details a:contains(Lock set)");
    assertThat(page(noor().get(rare.attr("href"))).select("main table tbody tr")).hasSize(1);
  }

  @Test
  void narrowsByOutcomeActionAndText() {
    event("plan.proposed", mark, "because of the fair");
    event("plan.started", mark, "other");

    var visitor = noor();

    assertThat(rows(visitor, "?target=" + mark + "&action=plan.started")).isEqualTo(1);
    assertThat(rows(visitor, "?target=" + mark + "&q=of+the+fair")).isEqualTo(1);
    assertThat(rows(visitor, "?target=" + mark + "&outcome=denied")).isEqualTo(2);
    assertThat(rows(visitor, "?target=" + mark + "&outcome=accepted")).isZero();
    assertThat(rows(visitor, "?target=" + mark + "&q=100%25")).isZero();
  }

  @Test
  void aRefusedPlanIsFoundUnderItsServiceAndEnvironment() {
    var vera = Visitor.signedIn(port, "vera");
    assertThat(vera.get("/plans/new?service=" + mark + "&environment=dev").statusCode())
        .isEqualTo(403);
    assertThat(vera.post("/plans", Map.of("service", mark, "environment", "dev")).statusCode())
        .isEqualTo(403);
    vera.get("/plans/new?service=" + mark + "%3Cb%3E&environment=dev");

    assertThat(rows(noor(), "?service=" + mark + "&environment=dev&outcome=denied")).isEqualTo(2);
  }

  @Test
  void aRefusedPlanOfAProgramIsFoundUnderItsServiceToo() {
    var vera = Visitor.signedIn(port, "vera");
    vera.get("/");
    for (var body :
        List.of(
            "{\"reason\":{\"service\":\"deep\"},\"service\":\"%s\",\"environment\":\"dev\"}",
            "{\"service\":\"%s<b>\",\"environment\":\"dev\"}",
            "{\"service\":\"%s\",\"environment\":\"dev\",\"reason\":\""
                + "x".repeat(20_000)
                + "\"}",
            "{\"service\": [\"%s\"")) {
      var answer =
          vera.send(
              "POST",
              "/api/v1/plans",
              HttpRequest.BodyPublishers.ofString(body.formatted(mark)),
              "Content-Type",
              "application/json",
              "X-CSRF-TOKEN",
              vera.formToken());
      assertThat(answer.statusCode()).as(body).isEqualTo(403);
    }

    assertThat(rows(noor(), "?service=" + mark + "&environment=dev&outcome=denied")).isEqualTo(1);
  }

  @Test
  void saysThatAnEndIsBeforeItsBeginning() {
    var page = page(noor().get("/audit?from=2026-02-10&to=2026-02-01"));

    assertThat(page.select("#events").text())
        .contains("The end is before the beginning")
        .doesNotContain("Widen the range");
    assertThat(page.select("#to[aria-invalid]").attr("value")).isEqualTo("2026-02-01");
    assertThat(page.select("#to-note").text()).contains("Choose a later end");
  }

  @Test
  void aProgramHearsThatAnEndIsBeforeItsBeginning() throws Exception {
    for (var path : List.of("/api/v1/audit?", "/api/v1/audit/export?format=csv&")) {
      var answer = noor().get(path + "from=2026-02-10&to=2026-02-01");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(json.readTree(answer.body()).path("detail").asString())
          .contains("2026-02-10")
          .contains("Swap them");
    }
  }

  @Test
  @Negative(79)
  void pagesByACursorThatBelongsToItsSearchAndPerson() {
    for (var i = 0; i < 60; i++) {
      event("plan.proposed", mark, "event " + i);
    }
    var noor = noor();
    var first = api(noor, "?limit=50&target=" + mark);
    var cursor = first.required("next").asString();

    assertThat(first.required("items").size()).isEqualTo(50);
    assertThat(api(noor, "?limit=50&target=" + mark + "&cursor=" + cursor).required("items").size())
        .isEqualTo(10);

    assertThat(status(noor, "?limit=50&cursor=" + cursor)).isEqualTo(400);
    assertThat(status(noor, "?target=" + mark + "&cursor=" + flip(cursor))).isEqualTo(400);
    assertThat(status(Visitor.signedIn(port, "mira"), "?target=" + mark + "&cursor=" + cursor))
        .isEqualTo(400);
  }

  @Test
  void whoHasNoPartOfTheTrailIsRefusedAndThatIsWrittenDown() {
    var vera = Visitor.signedIn(port, "vera");

    assertThat(vera.get("/audit").statusCode()).isEqualTo(403);
    assertThat(vera.get("/audit/export?format=csv").statusCode()).isEqualTo(403);
    assertThat(Visitor.signedIn(port, "sam").get("/audit").statusCode()).isEqualTo(403);
    assertThat(rows(noor(), "?actor=vera&outcome=denied&q=" + "/audit")).isPositive();
  }

  @Test
  void aDeveloperSeesNothingBeyondTheirTeamsServices() {
    event("plan.proposed", mark, "elsewhere");
    var ada = Visitor.signedIn(port, "ada");

    assertThat(rows(ada, "?target=" + mark)).isZero();
    var id = api(noor(), "?target=" + mark).required("items").get(0).required("id").asString();
    assertThat(noor().get("/audit/" + id).statusCode()).isEqualTo(200);
    assertThat(ada.get("/audit/" + id).statusCode()).isEqualTo(404);
    assertThat(ada.get("/audit/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
  }

  @Test
  @Negative(77)
  void anExportIsNeutralAndIsItselfAnEvent() {
    event("plan.proposed", mark, "=HYPERLINK(\"http://x\")");
    event("plan.proposed", mark, "line\nbreak");
    var noor = noor();

    var csv = noor.get("/audit/export?format=csv&target=" + mark);
    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
    assertThat(csv.body()).contains("\"'=HYPERLINK(\"\"http://x\"\")\"").startsWith("id,at,actor");

    var lines = noor.get("/api/v1/audit/export?format=jsonl&target=" + mark).body().strip();
    assertThat(lines.lines()).hasSize(2);
    assertThat(lines.lines().map(line -> json.readTree(line).required("reason").asString()))
        .containsExactly("line\nbreak", "=HYPERLINK(\"http://x\")");
    assertThat(api(noor, "?action=audit.exported&q=audit").required("items").size()).isPositive();
    assertThat(noor.get("/audit/export?format=xls").statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsTechnicalIsQuietAndEveryDayIsNamedOnce() {
    events.publishEvent(
        new AttemptRefused(
            "deployment.step",
            Actor.SYSTEM,
            Subject.of("deployment", mark, mark),
            Outcome.SUCCEEDED,
            ""));
    event("deployment.step", mark, "refused steps are loud");
    event("plan.proposed", mark, "people's acts are loud");

    var page = page(noor().get("/audit?steps=shown&target=" + mark));

    assertThat(page.select("tbody tr")).hasSize(3);
    assertThat(page.select("tbody tr.audit-quiet td.audit-action").eachText())
        .containsExactly("Deployment step");
    assertThat(page.select("tbody tr:first-child .audit-same-day")).isEmpty();
  }

  @Test
  void showsAnEventBesideTheListOrAsAPage() {
    event("plan.proposed", mark, "<b>bold</b> claim");
    var noor = noor();
    var id = api(noor, "?target=" + mark).required("items").get(0).required("id").asString();

    var whole = page(noor.get("/audit/" + id));
    assertThat(whole.select("title").text()).contains("Audit event");
    assertThat(whole.select("dl.facts").text())
        .contains("<b>bold</b> claim", "Planned plan.proposed");
    var fragment = noor.get("/audit/" + id, "HX-Request", "true").body();
    assertThat(fragment).doesNotContain("<html").contains("id=\"event\"");
  }

  private Visitor noor() {
    return Visitor.signedIn(port, "noor");
  }

  private void event(String action, String target, String reason) {
    events.publishEvent(
        new AttemptRefused(
            action,
            Actor.SYSTEM,
            Subject.of("plan", target, target).in(null, "production"),
            Outcome.DENIED,
            reason));
  }

  private int rows(Visitor visitor, String query) {
    return page(visitor.get("/audit" + query)).select("main table tbody tr").size();
  }

  private int status(Visitor visitor, String query) {
    return visitor.get("/api/v1/audit" + query).statusCode();
  }

  private JsonNode api(Visitor visitor, String query) {
    return json.readTree(visitor.get("/api/v1/audit" + query).body());
  }

  private static Document page(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Visitor.page(answer);
  }

  private static String flip(String cursor) {
    var last = cursor.charAt(cursor.length() - 1);
    return cursor.substring(0, cursor.length() - 1) + (last == '0' ? '1' : '0');
  }
}

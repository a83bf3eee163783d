package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class DeploymentPageTests {

  @Autowired private JdbcClient jdbc;
  @Autowired private RecordedTemplates templates;
  @Autowired private ObservedChanges changes;
  @Autowired private Deployments deployments;
  @LocalServerPort private int port;
  private HistoryMother mother;
  private String service = "";
  private Visitor vera;

  @BeforeEach
  void start() {
    mother = new HistoryMother(jdbc, templates);
    service = "student-" + mother.placement.id().value();
    vera = Visitor.signedIn(port, "vera");
  }

  private UUID succeeded(String from, String to) {
    return mother.ours(from, to, "succeeded", Instant.now().minus(Duration.ofMinutes(5)), false);
  }

  @Test
  void theListNarrowsByItsAddressAndAnswersHtmxWithTheListAlone() {
    succeeded("1.0.0", "1.0.1");
    mother.ours("1.0.1", "1.0.2", "failed", Instant.now(), false);
    var page = Visitor.page(vera.get("/deployments?service=" + service));
    assertThat(page.select("#deployments-list tbody tr")).hasSize(2);
    assertThat(page.select(".filter-chips a").text()).contains("service: " + service);

    var fragment =
        vera.get("/deployments?state=failed&service=" + service, "HX-Request", "true").body();
    assertThat(fragment).doesNotContain("<html").contains("1.0.2").doesNotContain(">1.0.1<");
    assertThat(vera.get("/deployments?state=nonsense").statusCode()).isEqualTo(400);
    assertThat(vera.get("/deployments?cursor=forged").statusCode()).isEqualTo(400);
    assertThat(vera.get("/deployments?origin=nonsense").statusCode()).isEqualTo(400);
    assertThat(vera.get("/deployments?service=none-has-this-name").body())
        .contains("Nothing matches");
  }

  @Test
  void theListReadsItselfAgainAsItsAddressAskedForIt() {
    for (var minute = 0; minute <= 31; minute++) {
      mother.ours(
          "1.0.0", "1.0.1", "failed", Instant.now().minus(Duration.ofMinutes(minute)), false);
    }
    var first = Visitor.page(vera.get("/deployments?state=failed&service=" + service));
    assertThat(again(first)).isEqualTo("/deployments?service=" + service + "&state=failed");

    var older = first.select("a[href*=cursor]").attr("href");
    var second = Visitor.page(vera.get(older));
    assertThat(second.select("#deployments-list tbody tr")).hasSize(2);
    assertThat(again(second)).isEqualTo(older);
    assertThat(vera.get(again(second), "HX-Request", "true").body())
        .doesNotContain("<html")
        .contains("hx-trigger=\"reload\"");

    try (var stream = vera.listen("/live?topic=" + first.select("main").attr("data-live"))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(stream.reloads()).contains("deployments-running", "deployments-list"));
    }
  }

  @Test
  void whatFailedItsVerificationIsNoSuccessAndNoPlaceToGoBackTo() {
    var bad = succeeded("1.0.0", "errors-1.0.4");
    mother.ours("errors-1.0.4", "1.0.5", "succeeded", Instant.now(), false);
    var kofi = Visitor.signedIn(port, "kofi");
    assertThat(Visitor.page(kofi.get("/deployments/" + bad)).select(".page-head").text())
        .contains("Succeeded", "Go back to errors-1.0.4");

    set(bad, "verified = 'failed'");
    var head = Visitor.page(kofi.get("/deployments/" + bad)).select(".page-head").text();
    assertThat(head).contains("Verification failed").doesNotContain("Succeeded", "Go back to");
    assertThat(kofi.get("/deployments?service=" + service).body())
        .containsOnlyOnce("Verification failed");

    set(bad, "rolled_back_by = '%s'".formatted(bad));
    assertThat(Visitor.page(kofi.get("/deployments/" + bad)).select(".page-head").text())
        .contains("Taken back")
        .doesNotContain("Succeeded", "Go back to");
    var list = Visitor.page(kofi.get("/deployments?service=" + service)).select("tbody tr");
    assertThat(list.text()).contains("Taken back", "verification failed");
  }

  private void set(UUID deployment, String assignment) {
    jdbc.sql("update deployment set " + assignment + " where id = ?").param(deployment).update();
  }

  private static String again(Document page) {
    var list = page.expectFirst("#deployments-list");
    assertThat(list.attr("hx-trigger")).isEqualTo("reload");
    return list.attr("hx-get");
  }

  @Test
  void peopleFindWhatIsVerifiedWithWhatRunsAndProgramsWhatTheyAskFor() {
    mother.ours("1.0.0", "1.0.1", "running", Instant.now(), false);
    mother.ours("1.0.0", "1.0.2", "verifying", Instant.now(), false);
    var running = "/deployments?state=running&service=" + service;
    var verifying = "/deployments?state=verifying&service=" + service;

    assertThat(api(running)).contains("1.0.1").doesNotContain("1.0.2");
    assertThat(api(verifying)).contains("1.0.2").doesNotContain("1.0.1");
    var page = Visitor.page(vera.get(running));
    assertThat(page.select("#deployments-list tbody tr")).hasSize(2);
    assertThat(page.select("select[name=state] option").eachAttr("value"))
        .doesNotContain("verifying");
    var asked = Visitor.page(vera.get(verifying));
    assertThat(asked.select("#deployments-list tbody tr")).hasSize(1);
    assertThat(asked.select("select[name=state] option[selected]").text()).isEqualTo("Verifying");
  }

  private String api(String list) {
    return vera.get("/api/v1" + list).body();
  }

  @Test
  void theHistoryTellsWhatWasStartedHereFromWhatWasOnlySeen() {
    changes.note(mother.look("1.0.0", 3, true));
    var ours = succeeded("1.0.0", "1.0.1");
    var here = history("portal&service=" + service);
    assertThat(here.select("tbody a[href=/deployments/" + ours + "]")).hasSize(1);
    assertThat(here.select(".deployment-observed")).isEmpty();
    assertThat(here.select(".filter-chips").text()).contains("origin: Started here");
    assertThat(history("outside&service=" + service).text()).contains("Nothing matches");
    var outside = history("outside");
    assertThat(outside.select("tbody tr.deployment-observed")).isNotEmpty();
    assertThat(outside.select("tbody tr").not(".deployment-observed")).isEmpty();
  }

  private Document history(String origin) {
    return Visitor.page(vera.get("/deployments?origin=" + origin));
  }

  @Test
  void thePageOfOneTellsWhoWhyAndHow() {
    var id = succeeded("1.0.0", "1.0.1");
    var page = Visitor.page(vera.get("/deployments/" + id));
    assertThat(page.select("h1").text()).contains("1.0.1 in production");
    assertThat(page.select("#deployment-live").text())
        .contains("Asked by Ada")
        .contains("approved by Mira")
        .contains("because")
        .contains("took 30 s");
    assertThat(vera.get("/deployments/" + id, "HX-Request", "true").body())
        .doesNotContain("<html")
        .contains("h-pods")
        .doesNotContain("id=\"deployment-live\"");
    assertThat(vera.get("/deployments/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
  }

  @Test
  void whatOthersChangedSinceIsDriftAndNamesTheWayBack() {
    changes.note(mother.look("1.0.0", 3, true));
    var ours = succeeded("1.0.0", "1.0.1");
    changes.note(mother.look("1.0.1", 3, false));
    assertThat(deployments.drift(mother.placement.id())).isEmpty();
    changes.note(mother.look("2.0.0", 3, false));
    var drift = deployments.drift(mother.placement.id()).orElseThrow();
    assertThat(drift.left().id()).isEqualTo(ours);
    assertThat(drift.since()).extracting(DeploymentSummary::to).isEqualTo("2.0.0");
    assertThat(deployments.drifts().get(mother.placement.id())).isEqualTo(drift.left());
    changes.note(mother.look("1.0.1", 3, false));
    assertThat(deployments.drift(mother.placement.id())).isEmpty();
    assertThat(deployments.drifts()).doesNotContainKey(mother.placement.id());
  }

  @Test
  void anObservedOneNamesItsManagerAndCannotBeSteered() {
    changes.note(mother.look("1.0.0", 3, true));
    changes.note(mother.look("1.0.1", 3, false));
    var id = deployments.recent(mother.placement.id(), 1).getFirst().id();
    var page = Visitor.page(vera.get("/deployments/" + id));
    assertThat(page.select("#deployment-live").text()).contains("written by kubectl");
    assertThat(page.select("#h-diff")).hasSize(1);
    assertThat(page.text()).doesNotContain("hunter2").doesNotContain("s3cr3t");
    assertThat(page.select("form[action$=/abort]")).isEmpty();
    var sam = Visitor.signedIn(port, "jon");
    sam.get("/deployments/" + id);
    assertThat(sam.post("/deployments/" + id + "/abort", Map.of("why", "x")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whoMayOnlyLookIsRefused() {
    var id = succeeded("1.0.0", "1.0.1");
    vera.get("/deployments/" + id);
    assertThat(vera.post("/deployments/" + id + "/abort", Map.of("why", "x")).statusCode())
        .isEqualTo(403);
    assertThat(
            vera.post(
                    "/deployments/" + id + "/resolve",
                    Map.of("to", "succeeded", "reason", "I saw it run"))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void twoDeploymentsAreComparedMasked() {
    var one = succeeded("1.0.0", "1.0.1");
    var two = succeeded("1.0.1", "1.0.2");
    var page = Visitor.page(vera.get("/deployments/compare?a=" + one + "&b=" + two));
    assertThat(page.select(".diff").text()).contains(":1.0.1").contains(":1.0.2");
    assertThat(page.text()).doesNotContain("hunter2");
    var other =
        new HistoryMother(jdbc, templates).ours("1", "2", "succeeded", Instant.now(), false);
    var refused = vera.get("/deployments/compare?a=" + one + "&b=" + other);
    assertThat(refused.statusCode()).isEqualTo(400);
    var why = Visitor.page(refused).select("#main");
    assertThat(why.text()).contains("Only deployments of one service in one environment compare");
    assertThat(why.select(".lines a").eachAttr("href"))
        .contains("/deployments/" + one, "/deployments/" + other)
        .anyMatch(href -> href.startsWith("/services/" + service + "/deployments?environment="));
  }

  @Test
  void theApiTellsTheSame() {
    var id = succeeded("1.0.0", "1.0.1");
    var list = vera.get("/api/v1/deployments?service=" + service).body();
    assertThat(list).contains("\"id\":\"" + id + "\"").contains("\"next\":null");
    assertThat(vera.get("/api/v1/deployments/" + id).body())
        .contains("\"state\":\"succeeded\"")
        .contains("\"duration\":\"PT30S\"")
        .contains("\"approvers\":[\"Mira\"]");
    assertThat(vera.get("/api/v1/deployments?limit=1000").statusCode()).isEqualTo(400);
  }
}

package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.BudgetState;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ObjectivePageTests {

  private static final Duration NOW = Duration.ofSeconds(20);

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;
  private SloStage stage;
  private Visitor vera;

  @BeforeEach
  void start() {
    stage = new SloStage(context);
    vera = Visitor.signedIn(port, "vera");
  }

  @Test
  void theListShowsTheWorstFirstWithWordsForEveryState() {
    stage.stands(objective("availability"), BudgetState.HEALTHY, "0.12", NOW);
    var spent = objective("latency");
    stage.stands(spent, BudgetState.EXHAUSTED, "51", NOW);
    stage.set(spent, "alert = 'PAGE', burn = 40");
    objective("never counted");

    var list = list("");
    assertThat(list.select("tbody .slo-name a").eachAttr("href").getFirst())
        .isEqualTo("/slo/" + spent);
    assertThat(list.select("tbody .slo-state").eachText())
        .containsExactly("Exhausted", "Unknown", "Healthy");
    assertThat(list.select("tbody .slo-left").eachText())
        .containsExactly("−5,000 %", "? unknown", "88 %");
    assertThat(list.select("tbody .slo-alert").eachText())
        .containsExactly("page", "unknown", "quiet");
    assertThat(list.select("tbody .slo-age").get(1).text()).isEqualTo("never counted");
    assertThat(list.select(".slo-bar").eachAttr("aria-label"))
        .containsExactly(
            "−5,000 % of the budget is left", "No usable value", "88 % of the budget is left");
    assertThat(list.select("tr.slo-fine")).hasSize(1);
    assertThat(list.select("label.narrow-only").text()).isEqualTo("Show 1 objective that is fine");
  }

  @Test
  void whatDoesNotCountStandsLastAndIsNoStateOfABudget() {
    var draft = objective("latency");
    stage.stands(draft, BudgetState.EXHAUSTED, "97", NOW);
    jdbc.sql("update slo set status = 'DRAFT' where id = ?").param(draft).update();
    stage.stands(objective("availability"), BudgetState.HEALTHY, "0.12", NOW);

    var list = list("");
    assertThat(list.select("tbody .slo-state").eachText()).containsExactly("Healthy", "Draft");
    assertThat(list.select(".filter-chips a").eachText())
        .containsExactly("2 all", "1 healthy", "1 draft");
    assertThat(list("&state=exhausted").select("tbody tr")).isEmpty();
    assertThat(list("&status=draft").select("tbody tr")).hasSize(1);
  }

  @Test
  void whatHoldsNothingBackSaysSoAndWhatIsNotKnownIsNotTold() {
    stage.stands(objective("availability"), BudgetState.FREEZE, "0.6", NOW);
    var draft = objective("latency");
    stage.stands(draft, BudgetState.EXHAUSTED, "2", NOW);
    stage.set(
        draft,
        "readings = '[{\"seconds\":2592000,\"kind\":\"counted\",\"bad\":\"2000\","
            + "\"total\":\"1000000\"}]'");
    jdbc.sql("update slo set status = 'DRAFT' where id = ?").param(draft).update();

    var tiles = Visitor.page(vera.get("/slo/" + draft)).select(".slo-tiles").text();
    assertThat(tiles)
        .contains("1,000 over the allowed 1,000 events", "nothing is known of the last hour");
    var gate =
        "/services/%s/env/%s/gate?objective=%s"
            .formatted(stage.service.slug(), stage.production.slug(), draft);
    assertThat(vera.get(gate).body())
        .contains("is a draft and holds nothing back", "What others of its service say");
    assertThat(vera.get("/gate/objectives/" + draft + "/tasks").body())
        .contains("only an active objective that gates asks for work");

    var never = objective("never counted");
    assertThat(Visitor.page(vera.get("/slo/" + never)).text())
        .contains("counted no hour of 30 days yet.")
        .doesNotContain("numbers above", "no traffic in the last hour");
  }

  @Test
  void aLargeBudgetThatBurnsFastDoesNotLookWell() {
    var id = objective("availability");
    stage.stands(id, BudgetState.HEALTHY, "0.1", NOW);
    stage.set(id, "alert = 'PAGE', burn = 37.7");
    var list = list("");
    assertThat(list.select("tbody .slo-state").text()).isEqualTo("Healthy, burning fast");
    assertThat(list.select("tbody .slo-state .tone-degraded")).hasSize(1);
    assertThat(list.select("tr.slo-fine")).isEmpty();
  }

  @Test
  void theListNarrowsByItsAddressAndAnswersHtmxWithTheListAlone() {
    stage.stands(objective("availability"), BudgetState.HEALTHY, "0.12", NOW);
    stage.stands(objective("latency"), BudgetState.FREEZE, "0.6", NOW);

    assertThat(list("").select(".filter-chips a").eachText())
        .containsExactly("2 all", "1 freeze", "1 healthy");
    var frozen = list("&state=freeze&system=" + stage.service.systemSlug());
    assertThat(frozen.select("tbody tr")).hasSize(1);
    assertThat(frozen.select(".filter-chips a[aria-current]").text()).isEqualTo("1 freeze");
    assertThat(frozen.select("#objectives").attr("hx-get")).contains("state=freeze");
    assertThat(list("&team=platform").select(".empty").text()).contains("Nothing matches");

    var fragment = vera.get(path("&state=freeze"), "HX-Request", "true").body();
    assertThat(fragment).doesNotContain("<html").contains("latency").doesNotContain("availability");
    assertThat(vera.get("/slo?state=nonsense").statusCode()).isEqualTo(400);
    assertThat(vera.get("/slo?status=nonsense").statusCode()).isEqualTo(400);
    assertThat(vera.get("/slo?cursor=forged").statusCode()).isEqualTo(400);
  }

  @Test
  void oneObjectiveShowsItsBudgetItsPastAndItsQueries() {
    var id = objective("availability");
    stage.stands(id, BudgetState.FREEZE, "0.47175926", NOW);
    stage.set(
        id,
        "burn = 2, readings = '[{\"seconds\":300,\"kind\":\"no-traffic\"},"
            + "{\"seconds\":86400,\"kind\":\"no-data\"},"
            + "{\"seconds\":2592000,\"kind\":\"counted\",\"bad\":\"12228\","
            + "\"total\":\"25920000\"}]'");
    hours(id, 80, 4);

    var page = Visitor.page(vera.get("/slo/" + id));
    assertThat(page.select("h1").text()).isEqualTo("availability 99.9 %");
    assertThat(page.select(".slo-tiles b").eachText()).startsWith("99.952 %", "52.9 %");
    assertThat(page.select(".slo-tiles").text()).contains("25.92 M events, 12,228 failed");
    assertThat(page.select("#budget svg[role=img] title").text())
        .contains("Budget left in the 30 days before");
    assertThat(page.select("#budget svg path").attr("d")).startsWith("M");
    assertThat(page.select("#budget svg[role=img]").attr("aria-labelledby"))
        .isEqualTo("budget-t budget-d");
    assertThat(page.select("#budget table tbody tr")).hasSize(31);
    assertThat(page.select("#budget desc").text()).isNotBlank();
    assertThat(page.select("#burn, #traffic")).hasSize(2);
    assertThat(page.select("section:has(#h-windows) tbody tr").eachText())
        .containsExactly(
            "5 min nothing came in 0 0 – –",
            "1 d no data – – – –",
            "30 d 12,228 25.92 M 0.047 % 0.47");
    assertThat(page.select(".copy code").eachText()).containsExactly("bad", "all");
    assertThat(page.select("[style]")).isEmpty();
  }

  @Test
  void theWayTheBudgetIsDrawnStandsInTheAddress() {
    var id = objective("availability");
    stage.stands(id, BudgetState.HEALTHY, "0.1", NOW);
    hours(id, 80, 4);
    var page = Visitor.page(vera.get("/slo/" + id + "?view=burn-down"));
    assertThat(page.select(".tabs a[aria-current]").text()).isEqualTo("Burn-down since the start");
    assertThat(page.select("#budget title").text()).contains("since the window began");
    assertThat(page.select("#objective-live").attr("hx-get")).endsWith("?view=burn-down");
    var part = vera.get("/slo/" + id, "HX-Request", "true").body();
    assertThat(part).doesNotContain("<html").contains("id=\"objective-live\"");
    assertThat(vera.get("/slo/" + id + "?view=other").statusCode()).isEqualTo(400);
  }

  @Test
  void whatNobodyKnowsIsSaidWithItsReasonAndNeverDrawnAsZero() {
    var id = objective("availability");
    var never = Visitor.page(vera.get("/slo/" + id));
    assertThat(never.select(".callout").text())
        .contains("Nothing usable is known.")
        .contains("not evaluated yet");
    assertThat(never.select(".empty").text()).contains("No hour is known yet");
    assertThat(never.select(".slo-tiles b").eachText())
        .containsExactly("unknown", "unknown", "unknown");
    assertThat(never.select("#budget svg, #burn")).isEmpty();

    stage.stands(id, BudgetState.HEALTHY, "0.1", Duration.ofMinutes(40));
    stage.set(id, "trouble = 'The datasource answered 503.'");
    var old = Visitor.page(vera.get("/slo/" + id));
    assertThat(old.select(".callout").text()).contains("The datasource answered 503.");
    assertThat(old.select(".card-head .stale").text()).contains("no data");
  }

  @Test
  void aFindingShowsTheQueryAsItShouldBe() {
    var id = objective("latency");
    jdbc.sql(
            """
            insert into slo_finding (slo, code, severity, detail, repair, static)
            values (?, 'SLI_INVERTED_HISTOGRAM', 'error', 'It counts the fast ones.', 'all - fast', true)
            """)
        .param(id)
        .update();
    var page = Visitor.page(vera.get("/slo/" + id));
    assertThat(page.select("section:has(#h-findings)").text())
        .contains("It counts the fast ones.", "It should be: all - fast")
        .doesNotContain("SLI_INVERTED");
  }

  @Test
  void theServiceShowsItsObjectivesAndAServiceWithoutOneSaysSo() {
    var panel = "/services/" + stage.service.slug() + "/slo/panel";
    assertThat(vera.get(panel).body()).contains("Nothing is promised of this service yet");
    stage.stands(objective("availability"), BudgetState.REVIEW, "0.3", NOW);
    var page = Visitor.page(vera.get(panel));
    assertThat(page.select(".slo-name").text()).contains("availability", "99.9 %");
    assertThat(page.select(".slo-left").text()).isEqualTo("70 %");
    assertThat(vera.get("/services/" + stage.service.slug()).body()).contains(panel);
    assertThat(vera.get("/services/none-is-called-so/slo/panel").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNoObjectiveIsNotFound() {
    assertThat(vera.get("/slo/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(new Visitor(port).get("/slo").statusCode()).isIn(302, 303);
  }

  /// Hours up to now, with so many bad events in each; every tenth is not known.
  private void hours(UUID id, int count, int bad) {
    jdbc.sql(
            """
            insert into slo_hour (slo, hour, bad, total)
            select ?, date_trunc('hour', clock_timestamp(), 'UTC') - make_interval(hours => h), ?, 36000
              from generate_series(1, ?) h where h % 10 <> 0
            """)
        .params(id, bad, count)
        .update();
  }

  private Document list(String more) {
    return Visitor.page(vera.get(path(more)));
  }

  private String path(String more) {
    return "/slo?service=" + stage.service.slug() + more;
  }

  /// One that the rounds of the portal leave alone.
  private UUID objective(String name) {
    var id = stage.objective(name);
    stage.set(id, "due_at = clock_timestamp() + interval '1 year'");
    return id;
  }
}

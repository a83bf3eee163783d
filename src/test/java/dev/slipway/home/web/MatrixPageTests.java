package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class MatrixPageTests {

  private static final String NOBODY_LISTENS =
      """
      apiVersion: v1
      kind: Config
      current-context: dead
      contexts: [{name: dead, context: {cluster: dead, user: dead}}]
      clusters: [{name: dead, cluster: {server: "http://127.0.0.1:9"}}]
      users: [{name: dead, user: {token: none}}]
      """;

  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Clusters clusters;
  @Autowired Teams teams;
  @LocalServerPort int port;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private ServiceView service;
  private EnvironmentView production;
  private Visitor vera;

  @BeforeEach
  void aServiceOnAClusterThatNeverAnswers() {
    var team = new PersonMother().team(teams);
    systems.register(new RegisterSystem("matrix-" + mark, "Matrix " + mark, ""), Actor.SYSTEM);
    service =
        services.register(
            new RegisterService(
                "cell-" + mark,
                "cell",
                "",
                "matrix-" + mark,
                team.slug(),
                1,
                Lifecycle.PRODUCTION,
                List.of()),
            Actor.SYSTEM);
    production =
        environments.register(
            new RegisterEnvironment(
                "prod-" + mark, "prod " + mark, EnvironmentClass.PRODUCTION, 900),
            Actor.SYSTEM);
    var cluster =
        clusters.register(
            new RegisterCluster("dead-" + mark, "Dead", NOBODY_LISTENS), Actor.SYSTEM);
    var workload = new WorkloadRef(cluster.id(), "shop", WorkloadKind.DEPLOYMENT, "cell-" + mark);
    placements.place(
        new PlaceService(service.id(), production.id(), workload, "app"), Actor.SYSTEM);
    vera = Visitor.signedIn(port, "vera");
  }

  @Test
  void aCellOfASilentClusterIsHatchedAndNamesServiceAndEnvironment() {
    var link = cell(vera.get("/?q=cell-" + mark).body());

    assertThat(link.attr("href"))
        .isEqualTo("/services/%s/env/%s".formatted(service.slug(), production.slug()));
    assertThat(link.attr("aria-label")).startsWith(service.slug() + " in " + production.slug());
    assertThat(link.hasClass("cell-stale")).isTrue();
    assertThat(link.className()).doesNotContain("tone-ok");
    assertThat(link.text()).contains("never seen");
    assertThat(Visitor.page(vera.get("/?q=cell-" + mark)).select(".callout").text())
        .contains("dead-" + mark + " gives no signal");
  }

  @Test
  void everyIdIsThereOnceAndTheTableIsARealOne() {
    var page = Visitor.page(vera.get("/"));
    var ids = page.select("[id]").eachAttr("id");

    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    assertThat(page.select("table.matrix caption")).hasSize(1);
    assertThat(page.select("table.matrix tbody th[scope=row]")).isNotEmpty();
    assertThat(page.select("h1").text()).isEqualTo("What runs where");
  }

  @Test
  void filtersStandInTheAddressAndTotalsAreTrue() {
    var page = Visitor.page(vera.get("/?q=cell-" + mark + "&state=unknown&group=tier"));
    assertThat(page.select("tbody th[scope=row] a").eachText()).containsExactly(service.slug());
    assertThat(page.select(".filter-chip[aria-current]").text()).contains("1 no signal");
    assertThat(page.select(".pager").text()).startsWith("1 of ").contains("1 placement");

    var none = Visitor.page(vera.get("/?q=cell-" + mark + "&state=healthy"));
    assertThat(none.select("tbody")).isEmpty();
    assertThat(none.select(".pager").text()).doesNotContain("1 placement");
    assertThat(none.text()).contains("services match").contains("Clear the filters");
    assertThat(vera.get("/?q=%3Cscript%3E&page=x&group=y&state=z").statusCode()).isEqualTo(200);
  }

  @Test
  void htmxGetsTheSheetAloneAndCountsByThemselves() {
    var sheet = vera.get("/?q=cell-" + mark, "HX-Request", "true").body();
    assertThat(sheet).doesNotContain("<html").contains("id=\"matrix\"");

    var counts = vera.get("/matrix/counts?q=cell-" + mark, "HX-Request", "true").body();
    assertThat(counts).contains("id=\"matrix-counts\"").doesNotContain("<table");
  }

  @Test
  void theServerSaysHowLongItTook() {
    assertThat(vera.get("/").headers().firstValue("Server-Timing"))
        .hasValueSatisfying(timing -> assertThat(timing).matches("matrix;dur=[\\d.]+"));
  }

  @Test
  void theServicePageShowsEveryEnvironmentAndWhyNothingCanBeChanged() {
    var page = Visitor.page(vera.get("/services/" + service.slug()));

    assertThat(page.select("h1").text())
        .isEqualTo(service.name() + " " + service.slug() + " Tier 1");
    assertThat(page.select("tbody th a").eachText()).contains(production.name());
    assertThat(page.select(".actions [aria-disabled=true]").eachText())
        .contains("Deploy", "Roll back", "Scale", "Restart");
    assertThat(page.select("#why-nothing").text()).contains("You may not plan changes here");
    assertThat(vera.get("/services/no-such-" + mark).statusCode()).isEqualTo(404);
  }

  @Test
  void theCellPageKeepsStandingWhenTheClusterIsSilent() {
    var address = "/services/%s/env/%s".formatted(service.slug(), production.slug());
    var page = Visitor.page(vera.get(address));

    assertThat(page.select("h1").text()).contains(service.slug()).contains("prod " + mark);
    assertThat(page.text()).contains("No pods known").contains("You may not read logs here");
    assertThat(page.select("[hx-trigger^=intersect]").eachAttr("hx-get"))
        .contains(address + "/events", address + "/revisions", address + "/configuration");
    assertThat(vera.get(address + "/events", "HX-Request", "true").statusCode()).isEqualTo(503);
    assertThat(vera.get(address + "/now", "HX-Request", "true").body())
        .contains("id=\"cell-now\"")
        .doesNotContain("<html");
  }

  @Test
  void logsNeedTheirOwnRightForTheTeamAndTheEnvironment() {
    var logs = "/services/%s/env/%s/logs".formatted(service.slug(), production.slug());
    assertThat(vera.get(logs + "?pod=any").statusCode()).isEqualTo(403);
    assertThat(vera.get(logs + "/follow?pod=any").statusCode()).isEqualTo(403);
    assertThat(Visitor.signedIn(port, "sam").get(logs + "?pod=any").statusCode())
        .as("a platform administrator reads no logs")
        .isEqualTo(403);
  }

  @Test
  void countsAreReadAgainWithoutReplacingTheMatrix() {
    var page = Visitor.page(vera.get("/?q=cell-" + mark));
    assertThat(page.select("#matrix [hx-trigger^=reload]").eachAttr("hx-trigger"))
        .as("an event that bubbled up would replace the focused cell")
        .containsOnly("reload consume");
  }

  @Test
  void aServiceThatDoesNotRunSomewhereSaysWhatMayComeNext() {
    var other =
        environments.register(
            new RegisterEnvironment(
                "dev-" + mark, "dev " + mark, EnvironmentClass.DEVELOPMENT, 901),
            Actor.SYSTEM);
    var page =
        Visitor.page(vera.get("/services/%s/env/%s".formatted(service.slug(), other.slug())));
    assertThat(page.text()).contains("Never deployed here").contains("A service owner can say");
  }

  private Element cell(String body) {
    return org.jsoup.Jsoup.parse(body).expectFirst("tr#r-" + service.slug() + " a.cell");
  }
}

package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparisonPageTests {

  @Autowired ApplicationContext context;
  @Autowired Services services;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Clusters clusters;
  @Autowired LiveWorkloads workloads;
  @Autowired EnvironmentPolicies policies;
  @LocalServerPort int port;

  private final String name = "twins-" + UUID.randomUUID().toString().substring(0, 8);
  private Shipyard early;
  private Shipyard late;
  private Visitor kofi;
  private Visitor vera;

  @BeforeAll
  void aServiceInTwoEnvironments() {
    early = new Shipyard(context);
    late = new Shipyard(context);
    early.launch(name, "app.test/" + name + ":1.1.0");
    early.launch(name + "-alone", "app.test/" + name + "-alone:2.0.0");
    alsoLate(name);
    kofi = Visitor.signedIn(port, "kofi");
    vera = Visitor.signedIn(port, "vera");
  }

  @AfterAll
  void away() {
    early.close();
    late.close();
  }

  @Test
  void bothVersionsStandSideBySideWithTheirDifference() {
    var row = row(page(kofi, ""), name);
    assertThat(row.select(".cell-version").eachText()).hasSize(2);
    assertThat(row.text()).contains("1.1.0").contains("1.0.0").contains("version");
    assertThat(row.select("[id^=configuration-]")).hasSize(1);
  }

  @Test
  void promotingOpensTheFormWithTheImageThatRuns() {
    var link = row(page(kofi, ""), name).expectFirst("td.end a").attr("href");
    assertThat(link)
        .startsWith("/plans/new?service=" + name + "&environment=" + late.slug())
        .contains("kind=rollout&image=app.test%2F" + name + "%3A1.1.0");
    assertThat(Visitor.page(kofi.get(link)).select("#image").val()).contains(":1.1.0");
  }

  @Test
  void filtersNarrowAndTheCountsStayTrue() {
    var all = page(kofi, "&q=" + name);
    assertThat(all.select("tbody tr")).hasSize(2);
    assertThat(all.select("details:not([open]) tbody th a").eachText())
        .containsExactly(name + "-alone");
    assertThat(all.select(".filter-chip").text())
        .contains("2 services")
        .contains("1 different")
        .contains("1 version")
        .contains("1 only in one");
    assertThat(page(kofi, "&only=version&q=" + name).select("tbody th a").eachText())
        .containsExactly(name);
    assertThat(page(kofi, "&only=one-side&q=" + name).select("tbody th a").eachText())
        .containsExactly(name + "-alone");
    assertThat(page(kofi, "&only=replicas&q=" + name).text()).contains("Clear the filters");
    assertThat(page(kofi, "&q=nothing-like-it").select("tbody")).isEmpty();
  }

  @Test
  void strangeAddressesAreAnswered() {
    assertThat(kofi.get("/compare?from=no-such&to=" + late.slug()).statusCode()).isEqualTo(404);
    assertThat(page(kofi, "&page=99&only=%3Cscript%3E&q=" + name).select("tbody tr")).hasSize(2);
    var same = kofi.get("/compare?from=" + late.slug() + "&to=" + late.slug());
    assertThat(Visitor.page(same).text()).contains("nothing to compare");
    assertThat(kofi.get("/compare/plans").statusCode()).isEqualTo(302);
  }

  @Test
  void whoMayNotPlanSeesNoBoxAndIsRefused() {
    var page = page(vera, "");
    assertThat(page.select("input[type=checkbox]")).isEmpty();
    assertThat(page.select("#selection").text()).containsOnlyOnce("You may not plan changes here");
    assertThat(vera.post("/compare/plans", form(item(), "I would like to")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void configurationIsReadForTheRowsThatAreShown() {
    var answer =
        kofi.get(
            "/compare/configurations?from=%s&to=%s&q=%s".formatted(early.slug(), late.slug(), name),
            "HX-Request",
            "true");
    assertThat(Visitor.page(answer).select("#configuration-" + name).text()).isEqualTo("none");
    assertThat(answer.body()).contains("hx-swap-oob").contains("Secrets are never read");
  }

  @Test
  void withoutAReasonNothingIsPlannedAndWhatWasSelectedStays() {
    var answer = kofi.post("/compare/plans", form(item(), " "));
    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("input[name=item][checked]")).hasSize(1);
    assertThat(page.select("[role=alert]").text()).contains("Say why");
    assertThat(Visitor.page(kofi.post("/compare/plans", form("", "Some reason"))).text())
        .contains("Select the services to plan");
  }

  @Test
  void eachSelectedServiceGetsItsPlanAndNothingIsStarted() {
    var answer = kofi.post("/compare/plans", form(item(), "Same as before it"));
    assertThat(answer.statusCode()).isEqualTo(200);
    var link = Visitor.page(answer).expectFirst("tbody a[href^=/plans/]");
    assertThat(link.text()).contains(name).contains("1.1.0");
    var plan = Visitor.page(kofi.get(link.attr("href")));
    assertThat(plan.text()).contains("Same as before it");
    assertThat(plan.select("a[href^=/deployments/]")).isEmpty();
  }

  @Test
  void whatIsPlannedAlreadyIsNotPlannedTwice() {
    var other = "asked-" + name.substring(6);
    early.launch(other, "app.test/" + other + ":3.1.0");
    alsoLate(other);
    var stage = environments.require(late.slug()).id();
    var now = policies.of(stage);
    policies.edit(
        new EditEnvironmentPolicy(
            stage,
            now.version(),
            List.of(new ApprovalRule("Approvers", Role.APPROVER, null, 1)),
            now.rollbackRules(),
            now.pinnedImagesRequired(),
            now.planLifetime(),
            now.automaticRollback(),
            now.podErrorGrace(),
            now.crashRestarts(),
            now.stallTimeout(),
            "Somebody is to look",
            true),
        environmentOwner());
    try {
      var item = row(page(kofi, ""), other).select("input[name=item]").val();
      kofi.post("/compare/plans", form(item, "Asked for it once"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(row(page(kofi, ""), other).text()).contains("Planned already"));
      assertThat(row(page(kofi, ""), other).select("input")).isEmpty();
      var again = Visitor.page(kofi.post("/compare/plans", form(item, "Asked for it twice")));
      assertThat(again.select("tbody").text()).contains("It is planned already");
    } finally {
      policies.backToDefaults(stage, "Done looking", Actor.SYSTEM);
    }
  }

  @Test
  void aSecondClickGetsThePlansOfTheFirst() {
    var other = "twice-" + name.substring(6);
    early.launch(other, "app.test/" + other + ":3.1.0");
    alsoLate(other);
    var page = page(kofi, "");
    var form = form(row(page, other).select("input[name=item]").val(), "Asked for by a click");
    form.put("key", page.select("#selection input[name=key]").val());

    var first = kofi.post("/compare/plans", form);
    var second = kofi.post("/compare/plans", form);

    var plan = Visitor.page(first).expectFirst("tbody a[href^=/plans/]").attr("href");
    assertThat(Visitor.page(second).select("tbody a[href^=/plans/]").eachAttr("href"))
        .containsExactly(plan);
  }

  @Test
  void aPlanIsMadeOnlyOfWhatWasSeen() {
    var forged =
        Visitor.page(
            kofi.post("/compare/plans", form(name + " evil.test/image:1", "Trust me, please")));
    assertThat(forged.select("tbody tr").text()).contains("No plan").contains("something else");
    assertThat(forged.select("textarea[name=reason]").text()).isEqualTo("Trust me, please");
    var elsewhere =
        Visitor.page(kofi.post("/compare/plans", form(name + "-alone x:1", "Trust me, please")));
    assertThat(elsewhere.select("tbody").text()).contains("has no place in");
    assertThat(forged.select("tbody a[href^=/plans/]")).isEmpty();
  }

  @Test
  void theWayThereStandsOnThePageOfEveryEnvironment() {
    assertThat(Visitor.page(kofi.get("/compare")).select("select#from option").eachAttr("value"))
        .contains(early.slug(), late.slug());
  }

  /// Somebody who proved who they are a moment ago.
  private Actor environmentOwner() {
    var owner =
        late.bean(People.class).register("owner-" + name.substring(6), "Owner", Actor.SYSTEM);
    late.bean(Grants.class)
        .give(owner.id(), Role.ENVIRONMENT_OWNER, null, null, "Owns it", Actor.SYSTEM);
    return new Actor(owner.id().value(), "Owner", Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  private void alsoLate(String name) {
    late.cluster().apply(Shipyard.manifest(name, "app.test/" + name + ":1.0.0"));
    var there =
        new WorkloadRef(
            clusters.require(late.slug()).id(), "default", WorkloadKind.DEPLOYMENT, name);
    placements.place(
        new PlaceService(
            services.require(name).id(), environments.require(late.slug()).id(), there, "app"),
        Actor.SYSTEM);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> workloads.state(there).filter(state -> state.ready() == 2).isPresent());
  }

  private String item() {
    return row(page(kofi, ""), name).select("input[name=item]").val();
  }

  private Map<String, String> form(String item, String reason) {
    Map<String, String> form = new HashMap<>();
    form.put("from", early.slug());
    form.put("to", late.slug());
    form.put("item", item);
    form.put("reason", reason);
    return form;
  }

  private Document page(Visitor visitor, String more) {
    return Visitor.page(visitor.get("/compare?from=" + early.slug() + "&to=" + late.slug() + more));
  }

  private static Element row(Document page, String service) {
    return page.select("tbody tr").stream()
        .filter(row -> row.select("th a").text().equals(service))
        .findFirst()
        .orElseThrow();
  }
}

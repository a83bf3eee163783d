package dev.slipway.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class CatalogPageTests {

  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired Environments environments;
  @Autowired Teams teams;
  @LocalServerPort int port;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private TeamSummary team;
  private Visitor sam;

  @BeforeEach
  void aSystemAndATeam() {
    team = new PersonMother().team(teams);
    systems.register(new RegisterSystem("pages-" + mark, "Pages " + mark, ""), Actor.SYSTEM);
    sam = Visitor.signedIn(port, "sam");
  }

  @Test
  void aServiceIsRegisteredByAFormWithoutScript() {
    sam.get("/services/new");
    var answer =
        sam.post("/services", form("vote-" + mark, "vote", "Wiki https://wiki.example.org"));

    assertThat(answer.statusCode()).isIn(302, 303);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/services/vote-" + mark);
    assertThat(services.require("vote-" + mark).links())
        .extracting(link -> link.url())
        .containsExactly("https://wiki.example.org");

    var list = Visitor.page(sam.get("/services?q=vote-" + mark));
    assertThat(list.select("#services tbody th a").eachText()).containsExactly("vote-" + mark);
  }

  @Test
  void nobodyTakesTheFirstSystemTeamOrClassByOversight() {
    var page = Visitor.page(sam.get("/services/new"));
    assertThat(page.select("#system option:first-child").text()).isEqualTo("Choose a system");
    assertThat(page.select("#team option:first-child").val()).isEmpty();
    assertThat(page.select("#system option[selected]").val()).isEmpty();

    var form = new java.util.HashMap<>(form("none-" + mark, "none", ""));
    form.put("system", "");
    var refused = sam.post("/services", form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#system-note").text()).contains("Choose the system");

    sam.get("/environments/new");
    var unclassed =
        sam.post(
            "/environments",
            Map.of("slug", "no-" + mark, "name", "No class", "class", "", "rank", "5"));
    assertThat(unclassed.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(unclassed).select("#class-note").text()).contains("Choose the class");
  }

  @Test
  void whatIsWrongIsSaidOnTopAndAtItsFieldAndNothingTypedIsLost() {
    sam.get("/services/new");
    var answer = sam.post("/services", form("x-" + mark, "", "Evil javascript:alert(1)"));

    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("[role=alert] a").eachAttr("href")).containsExactly("#name", "#links");
    assertThat(page.select("#name").attr("aria-invalid")).isEqualTo("true");
    assertThat(page.select("#slug").val()).isEqualTo("x-" + mark);
    assertThat(page.select("#links").text()).isEqualTo("Evil javascript:alert(1)");
    assertThat(page.select("#system option[selected]").val()).isEqualTo("pages-" + mark);
    assertThat(services.bySlug("x-" + mark)).isEmpty();
  }

  @Test
  void theFormSaysTheSlugBeforeAndRefusesASecondServiceOfThatName() {
    var page = Visitor.page(sam.get("/services/new"));
    assertThat(page.select("#slug-proposal").attr("hx-get")).isEqualTo("/services/new/slug");
    var path = "/services/new/slug?system=pages-" + mark + "&name=Twin+" + mark;
    assertThat(sam.get(path).body()).contains("twin-" + mark).doesNotContain("<html");
    assertThat(sam.post("/services", form("", "Twin " + mark, "")).statusCode()).isEqualTo(302);
    assertThat(sam.get(path).body()).contains("is taken");

    var refused = sam.post("/services", form("", "Twin " + mark, ""));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#slug-note .field-error").text())
        .contains("such as \"pages-" + mark + "-twin-" + mark + "\"");
    assertThat(services.bySlug("pages-" + mark + "-twin-" + mark)).isEmpty();
  }

  @Test
  void somebodyWhoMayOnlyLookFindsNoFormAndIsRefusedWithNames() {
    var vera = Visitor.signedIn(port, "vera");

    assertThat(Visitor.page(vera.get("/services")).select("a[href=/services/new]")).isEmpty();
    var refused = vera.get("/services/new");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Visitor.page(refused).select("main").text())
        .contains("Ask ", "Kofi")
        .doesNotContain("Nobody has it", "a new service", "Ask one of them");
    assertThat(vera.get("/environments/new").statusCode()).isEqualTo(403);
    assertThat(vera.post("/services", form("no-" + mark, "no", "")).statusCode()).isEqualTo(403);
    assertThat(services.bySlug("no-" + mark)).isEmpty();
  }

  @Test
  void aNameOfItsOwnHeadsThePageWithTheSlugBesideIt() {
    sam.get("/services/new");
    sam.post("/services", form("book-" + mark, "Grade Book!", ""));
    sam.post("/services", form("plain-" + mark, "plain-" + mark, ""));

    var book = Visitor.page(sam.get("/services/book-" + mark));
    assertThat(book.select("h1").text()).startsWith("Grade Book! book-" + mark + " Tier");
    assertThat(book.select(".breadcrumbs [aria-current]").text())
        .isEqualTo("Grade Book! (book-" + mark + ")");
    var plain = Visitor.page(sam.get("/services/plain-" + mark));
    assertThat(plain.select("h1").text()).startsWith("plain-" + mark + " Tier");
    assertThat(plain.select(".breadcrumbs [aria-current]").text()).isEqualTo("plain-" + mark);
  }

  @Test
  void theListAnswersHtmxWithTheListAlone() {
    var fragment = sam.get("/services?q=nothing-has-this-name", "HX-Request", "true").body();

    assertThat(fragment).doesNotContain("<html").contains("id=\"services\"").contains("Show all");
    assertThat(sam.get("/services?q=nothing-has-this-name").body()).contains("<html");
  }

  @Test
  void anEnvironmentAndASystemAreAddedAndEdited() {
    sam.get("/environments/new");
    sam.post(
        "/environments",
        Map.of("slug", "uat-" + mark, "name", "UAT", "class", "STAGING", "rank", "77"));
    assertThat(environments.require("uat-" + mark).rank()).isEqualTo(77);

    sam.get("/environments/uat-" + mark + "/edit");
    var wrong = sam.post("/environments/uat-" + mark, Map.of("name", "", "rank", "many"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(wrong).select("#rank").val()).isEqualTo("many");
    sam.post("/environments/uat-" + mark, Map.of("name", "Acceptance", "rank", "78"));
    var renamed = Visitor.page(sam.get("/environments/uat-" + mark));
    assertThat(renamed.select("h1").text()).isEqualTo("Acceptance class staging");
    assertThat(renamed.select(".subline b").text()).isEqualTo("Acceptance");

    sam.get("/systems/pages-" + mark + "/edit");
    sam.post("/systems/pages-" + mark, Map.of("name", "Renamed", "description", "New words"));
    var page = Visitor.page(sam.get("/systems/pages-" + mark));
    assertThat(page.select("h1").text()).isEqualTo("Renamed");
    assertThat(page.text()).contains("No services yet");
  }

  @Test
  void dependenciesAreAddedByNameAndRemovedByButton() {
    sam.get("/services/new");
    sam.post("/services", form("a-" + mark, "a", ""));
    sam.post("/services", form("b-" + mark, "b", ""));
    var a = services.require("a-" + mark);
    services.dependOn(a.id(), services.require("b-" + mark).id(), Actor.SYSTEM);

    var page = Visitor.page(sam.get("/services/a-" + mark + "/dependencies"));
    assertThat(sam.get("/services/a-" + mark + "/dependencies").statusCode())
        .as("a platform administrator does not edit services of teams")
        .isEqualTo(403);
    assertThat(page.select("datalist")).isEmpty();
  }

  @Test
  void theApiListsEnvironmentsByRank() {
    var answer = sam.get("/api/v1/environments");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"items\":[").contains("\"next\":null");
  }

  private Map<String, String> form(String slug, String name, String links) {
    return Map.of(
        "slug",
        slug,
        "name",
        name,
        "description",
        "",
        "system",
        "pages-" + mark,
        "team",
        team.slug(),
        "tier",
        "2",
        "lifecycle",
        "PRODUCTION",
        "links",
        links);
  }
}

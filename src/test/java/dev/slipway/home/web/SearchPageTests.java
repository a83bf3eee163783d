package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPageTests {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  private final String name = "seek-" + UUID.randomUUID().toString().substring(0, 8);
  private Shipyard yard;
  private String place;
  private Visitor kofi;
  private Visitor vera;

  @BeforeAll
  void aServiceThatRuns() {
    yard = new Shipyard(context);
    yard.launch(name, "app.test/" + name + ":4.7.11");
    place = "/services/" + name + "/env/" + yard.slug();
    kofi = Visitor.signedIn(port, "kofi");
    vera = Visitor.signedIn(port, "vera");
  }

  @AfterAll
  void away() {
    yard.close();
  }

  @Test
  void aServiceIsFoundByTheBeginningOfItsNameWithoutScript() {
    var page = page(vera, name.substring(0, 9));
    assertThat(page.select("main a").eachAttr("href")).contains("/services/" + name);
    assertThat(page.select("h1").text()).isEqualTo("Search");
    assertThat(page.select("main input[name=q]").val()).isEqualTo(name.substring(0, 9));
  }

  @Test
  void thePaletteGetsAListboxWhoseOptionsHaveIdsAndAreCounted() {
    var list = options(vera, name).expectFirst("[role=listbox]");
    assertThat(list.attr("data-query")).isEqualTo("=" + name);
    assertThat(list.attr("data-said")).isEqualTo("1 result.");
    assertThat(list.select("[role=group] [role=option]")).hasSize(1);
    assertThat(list.select("[role=option]").attr("id")).isNotEmpty();
    assertThat(list.select("[role=group]").attr("aria-labelledby"))
        .isEqualTo(list.select(".palette-group").attr("id"));
  }

  @Test
  void aWordMoreNamesTheEnvironment() {
    assertThat(hrefs(vera, name + " " + yard.slug()).getFirst()).isEqualTo(place);
  }

  @Test
  void aVersionTellsWhereItRuns() {
    assertThat(hrefs(vera, "4.7.11")).contains(place);
    assertThat(hrefs(vera, "4.7")).contains(place);
    assertThat(hrefs(vera, "7.11")).doesNotContain(place);
  }

  @Test
  void anActionLeadsToTheFormOfItsPlan() {
    assertThat(hrefs(kofi, ">deploy " + name))
        .contains("/plans/new?service=" + name + "&environment=" + yard.slug() + "&kind=rollout");
    var back = options(kofi, ">roll back " + name).expectFirst("[role=option]");
    assertThat(back.hasAttr("href")).isFalse();
    assertThat(back.text()).contains("Nothing else that ran well is recorded here");
    assertThat(hrefs(kofi, ">lock " + name)).contains(place + "#panel-cell-side-lock");
  }

  @Test
  void whoMayNotSeesWhyAndWhoMay() {
    var found = options(vera, ">deploy " + name);
    var option = found.expectFirst("[role=option]");
    assertThat(option.attr("aria-disabled")).isEqualTo("true");
    assertThat(option.hasAttr("href")).isFalse();
    // Which of those who may is named first depends on who else is in the database.
    assertThat(option.text()).containsPattern("You may not plan changes here\\. Ask \\p{Lu}\\w+");
    assertThat(page(vera, ">deploy " + name).select("main .lines a")).isEmpty();
  }

  @Test
  void peopleAndTeamsAreFoundByTheirSign() {
    assertThat(hrefs(vera, "@mira")).first().isEqualTo("/people/mira");
    assertThat(hrefs(vera, "@" + yard.slug())).containsExactly("/teams/" + yard.slug());
    assertThat(hrefs(vera, "#"))
        .allMatch(href -> href.startsWith("/deployments/") || href.startsWith("/plans/"));
  }

  @Test
  void onlyPagesThatThisPersonMayOpenAreOffered() {
    assertThat(hrefs(kofi, "")).contains("/", "/audit", "/me");
    assertThat(hrefs(vera, "")).contains("/", "/me").doesNotContain("/audit");
  }

  @Test
  void hostileWordsFindNothingAndStayText() {
    for (var word :
        List.of(
            "<img src=x onerror=alert(1)>",
            "'; drop table person; --",
            "%00",
            "\\",
            "[a-",
            "*",
            "> > >",
            "@@@",
            "\u202e",
            "a".repeat(3000))) {
      var answer = vera.get("/search?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(word).isEqualTo(200);
      assertThat(Visitor.page(answer).select("main img")).isEmpty();
    }
    assertThat(page(vera, "none-is-called-so-at-all").select("main").text())
        .contains("Nothing found");
  }

  @Test
  void strangersAreSentToSignIn() {
    assertThat(new Visitor(port).get("/search?q=" + name).body()).doesNotContain(name + "</a>");
  }

  @Test
  void everyPageHasTheButtonThatWorksWithoutScript() {
    var page = Visitor.page(vera.get("/services"));
    assertThat(page.select("header a[data-palette]").attr("href")).isEqualTo("/search");
    assertThat(page.select("dialog#palette [role=combobox]").attr("aria-controls"))
        .isEqualTo("palette-list");
    assertThat(Visitor.page(new Visitor(port).get("/sign-in")).select("dialog")).isEmpty();
  }

  @Test
  void singleLettersAreTurnedOffForAPersonAndStayOff() {
    var sam = Visitor.signedIn(port, "sam");
    sam.post("/me/keys", Map.of("letters", "off"));
    assertThat(Visitor.page(sam.get("/")).body().attr("data-keys")).isEqualTo("off");
    assertThat(Visitor.page(Visitor.signedIn(port, "sam").get("/")).body().attr("data-keys"))
        .as("in another browser too")
        .isEqualTo("off");
    sam.post("/me/keys", Map.of("letters", "on"));
    assertThat(Visitor.page(sam.get("/me")).body().hasAttr("data-keys")).isFalse();
    assertThat(Visitor.page(sam.get("/me")).text()).contains("Turn single letters off");
  }

  private Document page(Visitor visitor, String words) {
    return Visitor.page(visitor.get(address(words)));
  }

  private Document options(Visitor visitor, String words) {
    return Visitor.page(visitor.get(address(words), "HX-Request", "true"));
  }

  private List<String> hrefs(Visitor visitor, String words) {
    return options(visitor, words).select("[role=option][href]").eachAttr("href");
  }

  private static String address(String words) {
    return "/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}

package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.ObjectiveDefinition;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@SlipwayTest
class ImportPageTests {

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private SloStage stage;
  private Visitor kofi;

  @BeforeEach
  void start() {
    stage = new SloStage(context);
    kofi = Visitor.signedIn(port, stage.kofi.handle());
  }

  @Test
  void aFileIsShownFirstAndStoredOnceThePersonSaysSo() {
    var file = file(stage.service.slug());
    var shown = Visitor.page(kofi.post("/slo/import", typed(file)));
    assertThat(shown.select(".card-head:has(#h-found)").text()).contains("What was found", "1 new");
    assertThat(shown.select("tbody th").text()).contains("requests", stage.service.slug());
    assertThat(shown.select("#text").text()).contains("objective: 99.9");
    assertThat(stored()).isZero();

    var done = Visitor.page(kofi.post("/slo/import/store", typed(file)));
    assertThat(done.select(".card-head:has(#h-found)").text()).contains("What was stored");
    assertThat(stored()).isOne();
    assertThat(done.select("tbody th a").attr("href")).startsWith("/slo/");
    var again = Visitor.page(kofi.post("/slo/import", typed(file)));
    assertThat(again.select("tbody td").eachText().getFirst()).isEqualTo("As stored already");
    assertThat(again.select("button[formaction]")).isEmpty();
    assertThat(kofi.get("/slo/import/store").statusCode()).isEqualTo(302);
  }

  @Test
  void whatIsRefusedAsAWholeIsNotCalledEmptyAndWhatIsStoredNotAPreview() {
    var refused = file(stage.service.slug()).replace("objective: 99.9", "objective: 100");
    var shown = Visitor.page(kofi.post("/slo/import", typed(refused)));
    assertThat(shown.select(".card-head:has(#h-found)").text())
        .contains("Nothing of the file can be taken over, and nothing was stored.");
    assertThat(shown.select(".lede").text()).contains("nothing is stored before you say so");

    var done = Visitor.page(kofi.post("/slo/import/store", typed(file(stage.service.slug()))));
    assertThat(done.select(".lede").text()).doesNotContain("before you say so");
  }

  @Test
  void aServiceThatNobodyKnowsIsAskedFor() {
    var typed = typed(file("the, other name"));
    var asked = Visitor.page(kofi.post("/slo/import", typed));
    assertThat(asked.select("tbody td").eachText().getFirst()).contains("Needs an answer");
    assertThat(asked.select("[name=named]").val()).isEqualTo("the, other name");
    assertThat(asked.select("button[formaction]")).isEmpty();

    typed.put("named", "the, other name");
    typed.put("as", stage.service.slug());
    var known = Visitor.page(kofi.post("/slo/import", typed));
    assertThat(known.select("tbody td").eachText().getFirst())
        .startsWith("New The datasource does not answer")
        .endsWith("features wait in production.");
    assertThat(known.select("tbody th").text()).contains("99.9 % in 30 days");
    assertThat(known.select("#as-0").val()).isEqualTo(stage.service.slug());
  }

  @Test
  void ofALongFileTheFirstHundredAreShownAndThoseThatNeedAnAnswerAmongThem() {
    var one = file(stage.service.slug());
    var objective = one.substring(one.indexOf("  - name"));
    var many = new StringBuilder(one);
    for (var more = 1; more < 104; more++) {
      many.append(objective.replace("name: requests", "name: requests-" + more));
    }
    many.append("---\n").append(file("the, other name"));

    var shown = Visitor.page(kofi.post("/slo/import", typed(many.toString())));

    assertThat(shown.select("tbody tr")).hasSize(100);
    assertThat(shown.select("tbody tr td").eachText().getFirst()).contains("Needs an answer");
    assertThat(shown.select("section .muted").text())
        .contains("Not shown here: 5 more objectives.");
    assertThat(shown.select("button[formaction]").text()).isEqualTo("Import 104 objectives");
    assertThat(Visitor.page(kofi.post("/slo/import", typed(one))).text())
        .doesNotContain("Not shown here");
  }

  @Test
  void whatCannotBeReadStaysInItsFieldWithTheReason() {
    var answer = kofi.post("/slo/import", typed("version: [unclosed"));
    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("#text").attr("aria-invalid")).isEqualTo("true");
    assertThat(page.select("#text").text()).isEqualTo("version: [unclosed");
    assertThat(kofi.post("/slo/import", typed("")).statusCode()).isEqualTo(422);
    assertThat(Visitor.signedIn(port, "vera").get("/slo/import").statusCode()).isEqualTo(403);
  }

  @Test
  void whatBecameOtherwiseSinceItWasSeenIsNotStored() {
    var file = file(stage.service.slug());
    var shown = Visitor.page(kofi.post("/slo/import", typed(file)));
    var typed = typed(file);
    typed.put("seen", shown.select("[name=seen]").val());
    assertThat(kofi.post("/slo/import/store", typed).statusCode()).isEqualTo(200);

    var stricter = file.replace("99.9", "99.95");
    var seen = Visitor.page(kofi.post("/slo/import", typed(stricter)));
    var late = typed(stricter);
    late.put("seen", seen.select("[name=seen]").val());
    var objectives = stage.bean(Objectives.class);
    var id =
        objectives.search(ObjectiveSearch.of(stage.service.slug(), "")).items().getFirst().id();
    var known = objectives.byId(id);
    objectives.edit(
        id,
        known.version(),
        new ObjectiveDefinition(
            "requests",
            "Answers that are no server errors",
            known.definition().objective(),
            30,
            known.definition().indicator(),
            true,
            known.definition().datasource()),
        "It says what it means",
        SloStage.actor(stage.kofi));

    var answer = kofi.post("/slo/import/store", late);

    assertThat(answer.statusCode()).isEqualTo(409);
    var page = Visitor.page(answer);
    assertThat(page.select("#text").text()).isEqualTo(stricter.strip());
    assertThat(page.text()).contains("not what you saw any more", "99.9 is now 99.95");
    assertThat(objectives.byId(id).definition().description())
        .isEqualTo("Answers that are no server errors");
    late.put("seen", page.select("[name=seen]").val());
    assertThat(kofi.post("/slo/import/store", late).statusCode()).isEqualTo(200);
    assertThat(objectives.byId(id).definition().objective()).isEqualByComparingTo("99.95");
  }

  private int stored() {
    return stage
        .bean(Objectives.class)
        .search(ObjectiveSearch.of(stage.service.slug(), ""))
        .items()
        .size();
  }

  private Map<String, String> typed(String text) {
    var typed = new LinkedHashMap<String, String>();
    typed.put("text", text);
    typed.put("environment", stage.production.slug());
    typed.put("datasource", "");
    typed.put("active", "true");
    return typed;
  }

  private static String file(String service) {
    return """
    version: prometheus/v1
    service: "%s"
    slos:
      - name: requests
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
    """
        .formatted(service);
  }
}

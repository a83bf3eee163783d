package dev.slipway.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Line;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Values of a service, by browser: who may bring them, who may see them, and what is said beside
/// what runs.
@SlipwayTest
class ValuesPageTests {

  private static final String VALUES =
      """
      replicaCount: 3
      image:
        repository: app.test/values
        tag: 1.0.0
      autoscaling:
        enabled: false
      auth:
        password: canary-77ab-values
      """;

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private final String name = "values-" + UuidV7.next().toString().substring(24);
  private Shipyard yard;
  private String page;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
    yard.launch(name, "app.test/values:1.0.0");
    page = "/services/" + name + "/env/" + yard.slug() + "/values";
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private static Map<String, String> form(String text, String reason) {
    return Map.of("name", "values-prod.yaml", "text", text, "reason", reason);
  }

  /// Whoever opens the page asks what runs; writing such a number out would end the portal.
  @Test
  void aNumberOfMillionsOfDigitsIsShownAsItIsWritten() {
    var kofi = Visitor.signedIn(port, "kofi");
    for (var number : new String[] {"1e200000000", "1e-1900000000", "1e2147483647m"}) {
      var text = "replicaCount: " + number + "\n";
      assertThat(kofi.post(page, form(text, "As it was installed")).statusCode()).isEqualTo(302);
      var running = kofi.get(page + "/running");
      assertThat(running.statusCode()).as(number).isEqualTo(200);
      assertThat(Visitor.page(running).select("tr:contains(replicaCount)").text())
          .contains(number + " differs 2");
    }
  }

  @Test
  @Line({"edu-20", "quiz-17"})
  void valuesAreImportedComparedWithWhatRunsAndKept() {
    var kofi = Visitor.signedIn(port, "kofi");
    assertThat(kofi.get(page).body()).contains("No values yet");
    assertThat(kofi.post(page, form(VALUES, "As it was installed")).statusCode()).isEqualTo(302);

    var shown = kofi.get(page);
    assertThat(Visitor.page(shown).text())
        .contains("values-prod.yaml", "replicaCount", "hidden, not stored", "As it was installed");
    var running = Visitor.page(kofi.get(page + "/running"));
    assertThat(running.select("tr:contains(replicaCount)").text()).contains("3 differs 2");
    assertThat(running.select("tr:contains(image.tag)").text())
        .contains("1.0.0")
        .doesNotContain("differs");
    assertThat(running.select("tr:contains(image.repository)").text()).doesNotContain("differs");
    assertThat(running.select("tr:contains(autoscaling.enabled)").text()).doesNotContain("differs");

    assertThat(kofi.post(page, form("replicaCount: 2\n", "Fewer are enough now")).statusCode())
        .isEqualTo(302);
    var again = Visitor.page(kofi.get(page));
    assertThat(again.select("#h-earlier").size()).isEqualTo(1);
    assertThat(Visitor.page(kofi.get(page + "/running")).text()).doesNotContain("differs");

    assertThat(shown.body()).doesNotContain("canary-77ab");
    assertThat(
            jdbc.sql("select count(*) from values_file where content like '%canary-77ab%'")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            jdbc.sql(
                    "select count(*) from audit.audit_event where action = 'values.imported' and service = :name")
                .param("name", name)
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void whoeverHasNoRoleThereSeesThatAndByWhom() {
    Visitor.signedIn(port, "kofi").post(page, form("colour: teal-of-values\n", "As installed so"));
    var vera = Visitor.signedIn(port, "vera");
    var shown = vera.get(page);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).doesNotContain("teal-of-values").doesNotContain("values-prod.yaml");
    assertThat(Visitor.page(shown).text())
        .contains("Values are not shown to you")
        .containsPattern("seen by those who work on it: \\p{Lu}");
    assertThat(vera.get(page + "/panel").body()).doesNotContain("values-prod.yaml");
    assertThat(vera.get(page + "/running").statusCode()).isEqualTo(404);
    assertThat(vera.post(page, form("a: 1\n", "Because I would like to")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void whatCannotBeReadIsSaidAndWhatWasTypedStays() {
    var kofi = Visitor.signedIn(port, "kofi");
    var answer = kofi.post(page, form("a: 1\na: 2\n", "As it was installed"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(answer).select("[role=alert]").text()).contains("Line 2", "twice");
    assertThat(Visitor.page(answer).select("#text").val()).contains("a: 2");
    assertThat(kofi.post(page, form("a: 1\n", "short")).statusCode()).isEqualTo(422);
    assertThat(kofi.get(page).body()).contains("No values yet");
  }
}

package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.Role;
import dev.slipway.slo.SloStage;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class DatasourcePageTests {

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;
  private SloStage stage;
  private Visitor sam;

  @BeforeEach
  void start() {
    stage = new SloStage(context);
    sam = Visitor.signedIn(port, "sam");
  }

  @Test
  void everybodySeesWhatAnswersAndWhoMayConnectOne() {
    jdbc.sql("update slo_datasource set trouble = 'It refuses the connection.' where id = ?")
        .param(stage.datasource)
        .update();
    var vera = Visitor.signedIn(port, "vera");
    var page = Visitor.page(vera.get("/slo/datasources"));
    var row = page.select("tbody tr:contains(source-" + stage.unique + ")");
    assertThat(row.text()).contains("Does not answer", "It refuses the connection.");
    assertThat(row.select("form, a")).isEmpty();
    assertThat(page.select("#why-connect").text()).contains("Sam");
    assertThat(vera.get("/slo/datasources/new").statusCode()).isEqualTo(403);
    assertThat(vera.post(path("check"), Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void whatCannotBeTakenIsMarkedAndASecretIsNeverShownAgain() {
    var typed = typed();
    typed.put("address", "prometheus");
    typed.put("auth", "bearer");
    typed.put("secret", "a-secret-of-the-test");
    var answer = sam.post("/slo/datasources", typed);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).doesNotContain("a-secret-of-the-test");
    var page = Visitor.page(answer);
    assertThat(page.select("#address").attr("aria-invalid")).isEqualTo("true");
    assertThat(page.select("#name").val()).isEqualTo(typed.get("name"));
    assertThat(page.select("[name=environments][checked]").val())
        .isEqualTo(stage.production.slug());

    typed.remove("environments");
    typed.put("address", "https://prometheus.example.org");
    assertThat(
            Visitor.page(sam.post("/slo/datasources", typed)).select("#environments-note").text())
        .contains("at least one environment");
  }

  @Test
  void theFormOfAKnownOneKeepsWhatMayBeShownAndSaysWhyItStays() {
    stage.objective("availability");
    var page = Visitor.page(sam.get(path("edit")));
    assertThat(page.select("#name").val()).isEqualTo("source-" + stage.unique);
    assertThat(page.select("#secret").hasAttr("value")).isFalse();
    assertThat(page.select("#why-not-removed").text()).contains("1 objective is or was counted");
    assertThat(sam.get(path("check")).statusCode()).isEqualTo(302);
  }

  @Test
  void oneThatNothingIsCountedByGoesWithAReason() {
    var refused = sam.post(path("remove"), Map.of("removal", "short"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#removal").attr("aria-invalid")).isEqualTo("true");
    assertThat(
            sam.post(path("remove"), Map.of("removal", "Nobody scrapes it any more")).statusCode())
        .isEqualTo(302);
    assertThat(sam.get("/slo/datasources").body()).doesNotContain("source-" + stage.unique);
  }

  @Test
  void oneThatWaitsForASecondPersonIsSaidInTheListAndAppearsOnceAgreedTo() throws IOException {
    try (var server = new PrometheusDouble()) {
      server.says(_ -> Says.data("{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}"));
      var agreeing = new Agreeing(context::getBean);
      agreeing.person(Role.PLATFORM_ADMIN);
      assertThat(Visitor.page(sam.get("/slo/datasources/new")).select("form .callout").text())
          .contains("A second person has to agree.", "Until then it waits");
      var typed = typed();
      typed.put("address", server.address().toString());
      typed.put("auth", "bearer");
      typed.put("secret", "a-secret-that-waits");

      var answer = sam.post("/slo/datasources", typed);

      var decision = answer.headers().firstValue("Location").orElseThrow();
      assertThat(decision).contains("/approvals/");
      var asked = sam.get(URI.create(decision).getPath());
      assertThat(asked.body())
          .contains(server.address().toString(), "The portal shows it a token")
          .doesNotContain("a-secret-that-waits");
      var list = Visitor.page(Visitor.signedIn(port, "vera").get("/slo/datasources"));
      assertThat(list.select(".callout").text())
          .contains("Connect datasource " + typed.get("name") + ", asked for by Sam");
      assertThat(list.select("tbody").text()).doesNotContain(typed.get("name"));

      agreeing.at(decision);

      var page = Visitor.page(sam.get("/slo/datasources"));
      assertThat(page.select("tbody tr:contains(" + typed.get("name") + ")").text())
          .contains("Answers");
      assertThat(page.select(".callout").text()).doesNotContain(typed.get("name"));

      var form = page.select("tbody a:contains(" + typed.get("name") + ")").attr("href");
      typed.put("secret", "another-secret-that-waits");
      assertThat(sam.post(form, typed).statusCode()).isEqualTo(302);
      assertThat(Visitor.page(sam.get(form)).select(".callout").text())
          .contains("Change how datasource " + typed.get("name") + " is reached, asked for by Sam");
    }
  }

  private String path(String act) {
    return "/slo/datasources/" + stage.datasource + "/" + act;
  }

  private Map<String, String> typed() {
    var typed = new LinkedHashMap<String, String>();
    typed.put("name", "prometheus-" + stage.unique);
    typed.put("address", "https://prometheus.example.org");
    typed.put("environments", stage.production.slug());
    typed.put("auth", "none");
    typed.put("reason", "The campus has one of its own");
    return typed;
  }
}

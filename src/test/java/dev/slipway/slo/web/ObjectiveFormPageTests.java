package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.ObjectiveStatus;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.SloStage;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ObjectiveFormPageTests {

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private SloStage stage;
  private Visitor kofi;
  private Visitor vera;

  @BeforeEach
  void start() {
    stage = new SloStage(context);
    kofi = Visitor.signedIn(port, stage.kofi.handle());
    vera = Visitor.signedIn(port, "vera");
  }

  @Test
  void whoOwnsTheServiceDefinesAnObjectiveByTheForm() {
    var form = Visitor.page(kofi.get("/slo/new?service=" + stage.service.slug()));
    assertThat(form.select("#service").val()).isEqualTo(stage.service.slug());
    assertThat(form.select("#windowDays").val()).isEqualTo("30");
    assertThat(form.select("#datasource option").eachText().toString())
        .contains("source-" + stage.unique);

    var answer = kofi.post("/slo", typed());
    assertThat(answer.statusCode()).isEqualTo(302);
    var id = idOf(answer.headers().firstValue("Location").orElseThrow());
    var page = Visitor.page(kofi.get("/slo/" + id));
    assertThat(page.select("h1").text()).isEqualTo("availability 99.9 %");
    assertThat(objectives().byId(id).summary().status()).isEqualTo(ObjectiveStatus.ACTIVE);
  }

  @Test
  void whatCannotBeTakenIsMarkedAndWhatWasTypedStays() {
    var typed = typed();
    typed.put("objective", "100");
    typed.put("errorQuery", "sum(rate(bad[{{.window}}]))");
    var answer = kofi.post("/slo", typed);
    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("#objective").attr("aria-invalid")).isEqualTo("true");
    assertThat(page.select("#objective-note").text()).contains("below 100");
    assertThat(page.select("#objective").val()).isEqualTo("100");
    assertThat(page.select("#errorQuery").text()).isEqualTo("sum(rate(bad[{{.window}}]))");

    assertThat(invalid("objective", "many")).isEqualTo("objective");
    assertThat(invalid("windowDays", "120")).isEqualTo("windowDays");
    assertThat(invalid("windowDays", "4294967326")).isEqualTo("windowDays");
    assertThat(invalid("windowDays", "1.9")).isEqualTo("windowDays");
    assertThat(invalid("name", " ")).isEqualTo("name");
    assertThat(invalid("errorQuery", "sum(rate(bad[5m]))")).isEqualTo("errorQuery");
    assertThat(invalid("totalQuery", "")).isEqualTo("totalQuery");
    assertThat(invalid("datasource", "")).isEqualTo("datasource");
    assertThat(invalid("service", "none-is-called-so")).isEqualTo("service");
  }

  private String invalid(String field, String value) {
    var typed = typed();
    typed.put(field, value);
    return Visitor.page(kofi.post("/slo", typed)).select("[aria-invalid]").attr("name");
  }

  @Test
  void aTrialAsksTheDatasourceNowAndKeepsWhatWasTyped() {
    var answer = kofi.post("/slo/try", typed());
    assertThat(answer.statusCode()).isEqualTo(200);
    var page = Visitor.page(answer);
    assertThat(page.select("#trial").text())
        .contains("The datasource does not answer.", "try again, or store it as a draft");
    assertThat(page.select("#name").val()).isEqualTo("availability");
    assertThat(page.select("#errorQuery").text()).isEqualTo(typed().get("errorQuery"));
    assertThat(page.select("#gating").hasAttr("checked")).isTrue();
    assertThat(kofi.get("/slo?service=" + stage.service.slug()).body())
        .doesNotContain("availability, 99.9");

    var wrong = typed();
    wrong.put("totalQuery", " ");
    assertThat(kofi.post("/slo/try", wrong).statusCode()).isEqualTo(422);
    var id = objective("latency");
    var known = Visitor.page(kofi.post("/slo/" + id + "/try", typed()));
    assertThat(known.select("main form").attr("action")).isEqualTo("/slo/" + id + "/edit");
    assertThat(vera.post("/slo/try", typed()).statusCode()).isEqualTo(403);
  }

  @Test
  void whoTriesTwiceAtATimeKeepsWhatTheyTyped() throws Exception {
    var arrived = new Semaphore(0);
    var answered = new CountDownLatch(1);
    try (var server = new PrometheusDouble();
        var meanwhile = Executors.newVirtualThreadPerTaskExecutor()) {
      server.says(_ -> {
        arrived.release();
        try {
          answered.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        return Says.vector();
      });
      stage
          .bean(JdbcClient.class)
          .sql("update slo_datasource set address = ? where id = ?")
          .params(server.address().toString(), stage.datasource)
          .update();
      var first = meanwhile.submit(() -> kofi.post("/slo/try", typed()));
      arrived.acquire();

      var second = kofi.post("/slo/try", typed());

      answered.countDown();
      assertThat(second.statusCode()).isEqualTo(429);
      var page = Visitor.page(second);
      assertThat(page.select("#datasource-note").text()).contains("Try again in a few seconds");
      assertThat(page.select("#errorQuery").text()).isEqualTo(typed().get("errorQuery"));
      assertThat(first.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anEditKeepsWhatWasCountedAndIsRefusedWhereSomebodyWasFaster() {
    var id = objective("availability");
    stage.stands(id, BudgetState.REVIEW, "0.3", Duration.ofSeconds(20));
    var form = Visitor.page(kofi.get("/slo/" + id + "/edit"));
    assertThat(form.select("#objective").val()).isEqualTo("99.9");
    var typed = typed();
    typed.put("version", form.select("[name=version]").val());
    typed.put("objective", "99.5");
    typed.put("reason", "Agreed with the students' office");
    agreed(kofi.post("/slo/" + id + "/edit", typed));
    assertThat(objectives().byId(id).definition().objective()).isEqualByComparingTo("99.5");

    typed.put("objective", "99.8");
    var late = kofi.post("/slo/" + id + "/edit", typed);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(Visitor.page(late).select("#objective").val()).isEqualTo("99.8");
    assertThat(late.body()).contains("changed this objective meanwhile");
  }

  @Test
  void anObjectiveIsDisabledWithAReasonAndCountsAgainByOnePress() {
    var id = objective("availability");
    var short1 = kofi.post("/slo/" + id + "/disable", Map.of("reason", "short"));
    assertThat(short1.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(short1).select("[role=alert]").text())
        .contains("Nothing was changed.", "A reason");
    assertThat(Visitor.page(short1).select("details[open] #reason").val()).isEqualTo("short");

    var reason = Map.of("reason", "The service goes away in spring");
    agreed(kofi.post("/slo/" + id + "/disable", reason));
    var page = Visitor.page(kofi.get("/slo/" + id));
    assertThat(page.select(".callout").text()).contains("Disabled.");
    assertThat(page.select("form[action$=disable]")).isEmpty();
    assertThat(page.select("form[action$=activate]")).hasSize(1);

    assertThat(kofi.post("/slo/" + id + "/activate", Map.of()).statusCode()).isEqualTo(302);
    assertThat(objectives().byId(id).summary().status()).isEqualTo(ObjectiveStatus.ACTIVE);
    assertThat(kofi.get("/slo/" + id + "/disable").statusCode()).isEqualTo(302);
  }

  @Test
  void whoMayNotIsToldWhoMay() {
    var id = objective("availability");
    assertThat(vera.get("/slo/new").statusCode()).isEqualTo(403);
    assertThat(vera.post("/slo", typed()).statusCode()).isEqualTo(403);
    assertThat(
            vera.post("/slo/" + id + "/disable", Map.of("reason", "Because I can, perhaps"))
                .statusCode())
        .isEqualTo(403);
    var page = Visitor.page(vera.get("/slo/" + id));
    assertThat(page.select("#why-edit").text())
        .startsWith("Needs a developer or an owner of the service: ask ");
    assertThat(page.select("form[action$=disable], a[href$=edit]")).isEmpty();
  }

  /// By somebody else, where the portal has had two administrators.
  private void agreed(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    new Agreeing(context::getBean).at(answer.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void whatWaitsForASecondPersonIsShownWhereItWillBe() {
    appointTwo();
    var id = objective("availability");
    var form = Visitor.page(kofi.get("/slo/" + id + "/edit"));
    assertThat(form.select("main form").text()).contains("Another owner of the environment agrees");
    var typed = typed();
    typed.put("version", form.select("[name=version]").val());
    typed.put("objective", "95");
    typed.put("reason", "Agreed with the students' office");

    var answer = kofi.post("/slo/" + id + "/edit", typed);

    assertThat(answer.statusCode()).isEqualTo(302);
    var link = answer.headers().firstValue("Location").orElseThrow();
    assertThat(link).contains("/approvals/");
    assertThat(objectives().byId(id).definition().objective()).isEqualByComparingTo("99.9");
    var page = Visitor.page(vera.get("/slo/" + id));
    assertThat(page.select("#objective-live .callout").text())
        .contains("Waits for a second person", "asked for by kofi", "Nothing of it has been done");
    assertThat(page.select("#objective-live .callout a").attr("href")).isEqualTo(path(link));
    assertThat(kofi.get(path(link)).body()).contains("95 % of events are good", "Withdraw");
  }

  private static String path(String link) {
    return link.replaceFirst("^https?://[^/]+", "");
  }

  @Test
  void whoMayNotLoosenItReadsWhoMayAndKeepsWhatTheyTyped() {
    var id = objective("availability");
    var ada = stage.person("ada", Role.DEVELOPER, EnvironmentClass.PRODUCTION);
    var visitor = Visitor.signedIn(port, ada.handle());
    var page = Visitor.page(visitor.get("/slo/" + id));
    assertThat(page.select("form[action$=disable]")).isEmpty();
    assertThat(page.select(".slo-end .reason").text())
        .contains("It takes an owner of the service or of the environment: ask ", "kofi");
    var typed = typed();
    typed.put("version", "1");
    typed.put("objective", "95");
    typed.put("reason", "Agreed with the students' office");

    var answer = visitor.post("/slo/" + id + "/edit", typed);

    assertThat(answer.statusCode()).isEqualTo(403);
    var again = Visitor.page(answer);
    assertThat(again.select("#objective").val()).isEqualTo("95");
    assertThat(again.select("#reason-note").text()).contains("service owner or environment owner");
    var disabled = visitor.post("/slo/" + id + "/disable", Map.of("reason", "It is in my way"));
    assertThat(disabled.statusCode()).isEqualTo(403);
    assertThat(objectives().byId(id).summary().counts()).isTrue();
  }

  private void appointTwo() {
    var agreeing = new Agreeing(context::getBean);
    agreeing.person(Role.PLATFORM_ADMIN);
    agreeing.person(Role.PLATFORM_ADMIN);
  }

  private Map<String, String> typed() {
    var typed = new LinkedHashMap<String, String>();
    typed.put("service", stage.service.slug());
    typed.put("environment", stage.production.slug());
    typed.put("name", "availability");
    typed.put("objective", "99.9");
    typed.put("windowDays", "30");
    typed.put("kind", "events");
    typed.put("errorQuery", "sum(rate(http_requests_total{code=~\"5..\"}[{{.window}}]))");
    typed.put("totalQuery", "sum(rate(http_requests_total[{{.window}}]))");
    typed.put("datasource", stage.datasource.toString());
    typed.put("gating", "true");
    typed.put("active", "true");
    return typed;
  }

  private Objectives objectives() {
    return stage.bean(Objectives.class);
  }

  private static UUID idOf(String location) {
    return UUID.fromString(location.substring(location.length() - 36));
  }

  /// One that the rounds of the portal leave alone.
  private UUID objective(String name) {
    var id = stage.objective(name);
    stage.set(id, "due_at = clock_timestamp() + interval '1 year'");
    return id;
  }
}

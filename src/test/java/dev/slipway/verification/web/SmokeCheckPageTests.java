package dev.slipway.verification.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TextServer;
import dev.slipway.testing.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@SlipwayTest
class SmokeCheckPageTests {

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private SloStage stage;
  private Visitor kofi;

  @BeforeEach
  void start() {
    stage = new SloStage(context);
    var person = stage.bean(People.class).byHandle("kofi").orElseThrow();
    stage
        .bean(Grants.class)
        .give(
            person.id(), Role.SERVICE_OWNER, stage.team.id(), null, "Owns the test", Actor.SYSTEM);
    kofi = Visitor.signedIn(port, "kofi");
  }

  @Test
  void oneIsAddedListedEditedAndRemoved() {
    assertThat(Visitor.page(kofi.get(list())).select("#h-smoke")).hasSize(1);
    assertThat(kofi.get(list() + "/checks/new").statusCode()).isEqualTo(200);
    assertThat(kofi.post(list() + "/checks", typed()).statusCode()).isEqualTo(302);
    var row = Visitor.page(kofi.get(list())).select("tbody tr:contains(Sign-in page)");
    assertThat(row.text())
        .contains("GET https://www.example.org/sign-in", "Must answer 200-299 and contain “up”.");
    var one = row.select("a").attr("href");

    var form = Visitor.page(kofi.get(one));
    assertThat(form.select("#expected").val()).isEqualTo("200-299");
    var edited = typed();
    edited.put("version", form.select("[name=version]").val());
    edited.put("name", "Front page");
    assertThat(kofi.post(one, edited).statusCode()).isEqualTo(302);
    var page = Visitor.page(kofi.get(list()));
    assertThat(page.select("tbody tr").text()).contains("Front page");
    assertThat(page.select(".lede").text()).contains("1 smoke test asks it");
    // The first version is gone.
    assertThat(kofi.post(one, edited).statusCode()).isEqualTo(409);

    var refused = kofi.post(one + "/remove", Map.of("removal", "short"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#removal").attr("aria-invalid")).isEqualTo("true");
    assertThat(kofi.post(one + "/remove", Map.of("removal", "It is asked elsewhere")).statusCode())
        .isEqualTo(302);
    assertThat(kofi.get(list()).body()).doesNotContain("Front page");
    assertThat(kofi.get(one).statusCode()).isEqualTo(404);
  }

  /// Used as it is, the example asks what it is for.
  @Test
  void theExampleOfAJobAsksItsOwnService() {
    var page = Visitor.page(kofi.get(list() + "/checks/new?kind=job"));
    var service = list().split("/", -1)[2];
    assertThat(page.select("#manifest").val()).contains("http://" + service + "/health");
  }

  @Test
  void whatCannotBeTakenIsMarkedBesideItsFieldAndWhatWasTypedStays() {
    for (var wrong :
        Map.of(
                "name", "",
                "method", "DELETE",
                "url", "https://user:pass@www.example.org/",
                "expected", "20",
                "text", "",
                "tries", "11",
                "pause", "soon",
                "timeout", "21",
                "reason", "short")
            .entrySet()) {
      var typed = typed();
      typed.put(wrong.getKey(), wrong.getValue());
      var answer = kofi.post(list() + "/checks", typed);
      assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(422);
      var page = Visitor.page(answer);
      assertThat(page.select("[aria-invalid=true]").attr("name")).isEqualTo(wrong.getKey());
      assertThat(page.select("[role=alert] a").attr("href")).isEqualTo("#" + wrong.getKey());
      typed.forEach((field, value) -> {
        if (!field.equals("version") && !field.equals("method") && !field.equals("match")) {
          var shown = page.select("#" + field);
          assertThat(field.equals("reason") ? shown.text() : shown.val())
              .as(field)
              .isEqualTo(value);
        }
      });
    }
    assertThat(Visitor.page(kofi.get(list())).select("#h-smoke ~ table, tbody tr")).isEmpty();
  }

  @Test
  void tryingItSaysWhatCameBackAndStoresNothing() throws Exception {
    try (var server =
        TextServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nit is up")) {
      var typed = typed();
      typed.put("url", "http://127.0.0.1:" + server.port() + "/");
      typed.put("reason", "");
      var page = Visitor.page(kofi.post(list() + "/checks/try", typed));
      assertThat(page.select(".callout").text()).contains("It would pass now.", "200 in");
      assertThat(page.select("#name").val()).isEqualTo("Sign-in page");
      typed.put("text", "down");
      assertThat(Visitor.page(kofi.post(list() + "/checks/try", typed)).select(".callout").text())
          .contains("It would fail now.", "does not contain “down”");
      typed.put("url", "http://169.254.169.254/latest/");
      assertThat(Visitor.page(kofi.post(list() + "/checks/try", typed)).select(".callout").text())
          .contains("It cannot be asked now.", "does not call");
      assertThat(server.asked()).hasSize(2);
    }
    assertThat(kofi.get(list()).body()).doesNotContain("Sign-in page");
    assertThat(kofi.get(list() + "/checks/try").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/verification"));
  }

  @Test
  void whoMayNotSaySoIsToldWhoMay() {
    kofi.post(list() + "/checks", typed());
    var vera = Visitor.signedIn(port, "vera");
    var page = Visitor.page(vera.get(list()));
    assertThat(page.select("#why-no-check").text()).contains("You may not do this here");
    var one = page.select("tbody a").attr("href");
    assertThat(vera.get(one).body()).contains("You may not do this here", "example.org/sign-in");
    assertThat(Visitor.page(vera.get(one)).select("form[action*=checks]")).isEmpty();
    assertThat(vera.post(list() + "/checks", typed()).statusCode()).isEqualTo(403);
    assertThat(vera.post(list() + "/checks/try", typed()).statusCode()).isEqualTo(403);
    assertThat(vera.post(one, typed()).statusCode()).isEqualTo(403);
    assertThat(vera.post(one + "/remove", Map.of("removal", "It is in the way")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aJobIsTypedTriedAndWaitsForASecondPersonInProduction() {
    var agreeing = new Agreeing(context::getBean);
    agreeing.person(Role.PLATFORM_ADMIN);
    agreeing.person(Role.PLATFORM_ADMIN);
    var form = Visitor.page(kofi.get(list() + "/checks/new?kind=job"));
    assertThat(form.select("#url")).isEmpty();
    assertThat(form.text()).contains("Another owner of the environment agrees");
    var typed = new LinkedHashMap<String, String>();
    typed.put("version", "0");
    typed.put("kind", form.select("[name=kind]").val());
    typed.put("name", "Migrated");
    // What the form proposes can be sent as it stands.
    typed.put("manifest", form.select("#manifest").val());
    typed.put("tries", "1");
    typed.put("pause", "10");
    typed.put("reason", "Rollouts came without their migration");
    var tried = kofi.post(list() + "/checks/try", typed);
    assertThat(tried.statusCode()).isEqualTo(409);
    assertThat(tried.body()).contains("The service runs nowhere in this environment yet.");
    var sent = kofi.post(list() + "/checks", typed);
    assertThat(sent.statusCode()).isEqualTo(302);
    assertThat(sent.headers().firstValue("Location").orElseThrow()).contains("/approvals/");
    assertThat(Visitor.page(kofi.get(list())).select("main").text())
        .contains("Run the Job “Migrated”", "Nothing of it has been done");
    assertThat(Visitor.page(kofi.get(list())).select("tbody tr")).isEmpty();

    typed.put("manifest", typed.get("manifest").replace("${IMAGE}", "busybox <b>"));
    var refused = kofi.post(list() + "/checks", typed);
    assertThat(refused.statusCode()).isEqualTo(422);
    var page = Visitor.page(refused);
    assertThat(page.select("[aria-invalid=true]").attr("name")).isEqualTo("manifest");
    assertThat(page.select("#manifest").val()).contains("busybox <b>");
  }

  private String list() {
    return "/services/%s/env/%s/verification"
        .formatted(stage.service.slug(), stage.production.slug());
  }

  private static Map<String, String> typed() {
    var typed = new LinkedHashMap<String, String>();
    typed.put("version", "0");
    typed.put("name", "Sign-in page");
    typed.put("method", "GET");
    typed.put("url", "https://www.example.org/sign-in");
    typed.put("expected", "200-299");
    typed.put("match", "contains");
    typed.put("text", "up");
    typed.put("tries", "3");
    typed.put("pause", "10");
    typed.put("timeout", "5");
    typed.put("reason", "Rollouts broke the sign-in twice");
    return typed;
  }
}

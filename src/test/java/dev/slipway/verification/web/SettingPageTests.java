package dev.slipway.verification.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import dev.slipway.verification.VerificationState;
import dev.slipway.verification.Verifications;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The two forms of verification: how rollouts are verified, and keeping what was not passed.
@SlipwayTest
class SettingPageTests {

  private static final String WHY = "Errors of Tuesdays came from the load test";

  @Autowired private ApplicationContext context;
  @Autowired private Verifications verifications;
  @Autowired private JdbcClient jdbc;
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
  void theFormsOwnTokenIsAllThatABrowserNeeds() {
    var form = Visitor.page(kofi.get(setting())).select("form[method=post]:has(#why)");
    assertThat(form).hasSize(1);
    var token = form.select("[name=_csrf]").val();
    assertThat(token).isNotEmpty();
    var typed = typed();
    typed.put("version", form.select("[name=version]").val());
    assertThat(kofi.postWithToken("", setting(), typed).statusCode()).isEqualTo(403);

    assertThat(kofi.postWithToken(token, setting(), typed).statusCode()).isEqualTo(302);

    var page = Visitor.page(kofi.get(setting()));
    assertThat(page.select("#verify option[selected]").val()).isEqualTo("yes");
    assertThat(page.select("#failed option[selected]").val()).isEqualTo("roll-back");
    assertThat(page.select("[name=version]").val()).isEqualTo("1");
  }

  @Test
  void whatIsNotOfferedIsNoAnswerAndWhatWasTypedStays() {
    for (var wrong : Map.of("verify", "off", "failed", "rollback", "why", "short").entrySet()) {
      var typed = typed();
      typed.put(wrong.getKey(), wrong.getValue());
      var answer = kofi.post(setting(), typed);
      assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(422);
      var page = Visitor.page(answer);
      assertThat(page.select("[aria-invalid=true]").attr("name")).isEqualTo(wrong.getKey());
      assertThat(page.select("[role=alert] a").attr("href")).isEqualTo("#" + wrong.getKey());
      assertThat(page.select("#why").text()).isEqualTo(typed.get("why"));
      if (wrong.getKey().equals("why")) {
        assertThat(page.select("#verify option[selected]").val()).isEqualTo("yes");
        assertThat(page.select("#failed option[selected]").val()).isEqualTo("roll-back");
      }
    }
    assertThat(verifications.setting(stage.service.slug(), stage.production.slug()).version())
        .as("nothing was stored")
        .isZero();
  }

  @Test
  void whoComesSecondIsToldSoAndKeepsWhatTheyTyped() {
    assertThat(kofi.post(setting(), typed()).statusCode()).isEqualTo(302);
    var late = typed();
    late.put("verify", "no");
    late.put("why", "Nobody looks at the verdicts here");

    var answer = kofi.post(setting(), late);

    assertThat(answer.statusCode()).isEqualTo(409);
    var page = Visitor.page(answer);
    assertThat(page.select("[role=alert]").text()).contains("Somebody else changed this meanwhile");
    assertThat(page.select("#verify option[selected]").val()).isEqualTo("no");
    assertThat(page.select("#failed option[selected]").val()).isEqualTo("roll-back");
    assertThat(page.select("#why").text()).isEqualTo(late.get("why"));
    assertThat(page.select("form [name=_csrf]").val()).isNotEmpty();
    assertThat(verifications.setting(stage.service.slug(), stage.production.slug()).enabled())
        .isTrue();

    late.put("version", page.select("[name=version]").val());
    assertThat(kofi.post(setting(), late).statusCode())
        .as("sent again from the page that showed what it replaces")
        .isEqualTo(302);
  }

  @Test
  void whoMayNotIsShownNoFormAndRefused() {
    var release = inconclusive();
    var vera = Visitor.signedIn(port, "vera");
    for (var path : List.of(setting(), keep(release))) {
      var page = Visitor.page(vera.get(path));
      assertThat(page.select("form:has(#why)")).as(path).isEmpty();
      assertThat(page.select("main").text()).contains("You may not do this here");
    }
    assertThat(vera.post(setting(), typed()).statusCode()).isEqualTo(403);
    assertThat(vera.post(keep(release), Map.of("why", WHY)).statusCode()).isEqualTo(403);
    assertThat(state(release)).isEqualTo(VerificationState.INCONCLUSIVE);
  }

  @Test
  void whatWasNotPassedIsKeptWithAReasonByTheFormsOwnToken() {
    var release = inconclusive();
    var form = Visitor.page(kofi.get(keep(release))).select("form[method=post]:has(#why)");
    assertThat(form).hasSize(1);
    var token = form.select("[name=_csrf]").val();
    assertThat(token).isNotEmpty();

    var refused = kofi.post(keep(release), Map.of("why", "short"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(refused).select("#why").text()).isEqualTo("short");
    assertThat(Visitor.page(refused).select("#why").attr("aria-invalid")).isEqualTo("true");
    assertThat(kofi.postWithToken("", keep(release), Map.of("why", WHY)).statusCode())
        .isEqualTo(403);
    assertThat(state(release)).isEqualTo(VerificationState.INCONCLUSIVE);

    assertThat(kofi.postWithToken(token, keep(release), Map.of("why", WHY)).statusCode())
        .isEqualTo(302);
    assertThat(state(release)).isEqualTo(VerificationState.KEPT);
  }

  @Test
  void whatWasDecidedMeanwhileIsSaidBesideWhatWasTyped() {
    var release = inconclusive();
    kofi.get(keep(release));
    assertThat(kofi.post(keep(release), Map.of("why", WHY)).statusCode()).isEqualTo(302);

    var late = kofi.post(keep(release), Map.of("why", "The load test ended an hour ago"));

    assertThat(late.statusCode()).isEqualTo(409);
    var page = Visitor.page(late);
    assertThat(page.select("main").text())
        .contains("There is nothing to decide any more", "The load test ended an hour ago");
    assertThat(page.select("form:has(#why)")).isEmpty();
    assertThat(
            jdbc.sql("select decided_reason from verification where deployment = ?")
                .param(release)
                .query(String.class)
                .single())
        .isEqualTo(WHY);
  }

  private VerificationState state(UUID release) {
    return verifications.ofDeployment(release).orElseThrow().state();
  }

  private String setting() {
    return "/services/%s/env/%s/verification"
        .formatted(stage.service.slug(), stage.production.slug());
  }

  private static String keep(UUID release) {
    return "/deployments/%s/verification/keep".formatted(release);
  }

  /// A rollout of which too little came in to say anything.
  private UUID inconclusive() {
    var release = UuidV7.next();
    jdbc.sql(
            """
            insert into deployment (id, observed, kind, state, placement, service, environment,
              cluster, namespace, workload_kind, workload_name, sentence, from_version, to_version,
              requester_name, reason, effect, queued_at, started_at, ended_at, approvers)
            values (:id, false, 'rollout', 'SUCCEEDED', :other, :slug, :in, :other, 'emis',
              'DEPLOYMENT', 'app', 'Roll out app 1.0.1', '1.0.0', '1.0.1', 'Ada', 'because', 'MADE',
              clock_timestamp(), clock_timestamp(), clock_timestamp(), '{}')
            """)
        .param("id", release)
        .param("other", UuidV7.next())
        .param("slug", stage.service.slug())
        .param("in", stage.production.slug())
        .update();
    jdbc.sql(
            """
            insert into verification (deployment, placement, service, environment, service_slug,
              environment_slug, sentence, state, why, rollout_at, settled_at, wanted, automatic,
              ended_at)
            values (:id, :other, :service, :environment, :slug, :in, 'Roll out app 1.0.1',
              'INCONCLUSIVE', 'Too little came in.', clock_timestamp(), clock_timestamp(), 10, false,
              clock_timestamp())
            """)
        .param("id", release)
        .param("other", UuidV7.next())
        .param("service", stage.service.id().value())
        .param("environment", stage.production.id().value())
        .param("slug", stage.service.slug())
        .param("in", stage.production.slug())
        .update();
    return release;
  }

  private static Map<String, String> typed() {
    var typed = new LinkedHashMap<String, String>();
    typed.put("version", "0");
    typed.put("verify", "yes");
    typed.put("failed", "roll-back");
    typed.put("why", WHY);
    return typed;
  }
}

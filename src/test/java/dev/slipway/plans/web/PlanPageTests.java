package dev.slipway.plans.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What the addresses of plans answer to a person with a session.
@SlipwayTest
class PlanPageTests {

  @LocalServerPort int port;
  private Visitor ada;

  @BeforeEach
  void signIn() {
    ada = Visitor.signedIn(port, "ada");
  }

  @Test
  void theFormForAChangeWorksWithoutScript() {
    var page = Visitor.page(ada.get("/plans/new"));
    assertThat(page.select("form[action=/plans/preview][method=post]")).hasSize(1);
    assertThat(page.select("textarea[name=reason]")).hasSize(1);
    assertThat(page.select("select[name=kind] option").eachAttr("value"))
        .contains("rollout", "rollback", "scale", "restart");
  }

  @Test
  void theFieldsFollowTheKindWithScriptAndWithout() {
    var page = Visitor.page(ada.get("/plans/new"));
    var where = page.select(".plan-where");
    assertThat(where.attr("hx-get")).isEqualTo("/plans/new/fields");
    assertThat(where.attr("hx-include")).doesNotContain("_csrf").doesNotContain("reason");
    assertThat(page.select("noscript").html()).contains("name=\"act\" value=\"fields\"");

    var swapped = ada.get("/plans/new/fields?kind=scale&replicas=7", "HX-Request", "true").body();
    assertThat(swapped).doesNotContain("<html").contains("name=\"replicas\"", "value=\"7\"");
    assertThat(swapped).doesNotContain("name=\"image\"");

    var shown =
        ada.post(
            "/plans/preview", Map.of("kind", "rollback", "act", "fields", "reason", "kept as is"));
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(Visitor.page(shown).select("#to")).hasSize(1);
    assertThat(Visitor.page(shown).select("[role=alert]")).isEmpty();
    assertThat(Visitor.page(shown).select("#reason").text()).isEqualTo("kept as is");
  }

  @Test
  void versionsAreOfferedOnlyToWhomMayPlanThere() {
    var vera = Visitor.signedIn(port, "vera");
    assertThat(vera.get("/plans/new/versions?service=x&environment=dev").statusCode())
        .isEqualTo(403);
    var nothing = ada.get("/plans/new/versions?service=no-such&environment=no-such");
    assertThat(nothing.statusCode()).isEqualTo(200);
    assertThat(Visitor.page(nothing).select("#image-versions option")).isEmpty();
  }

  @Test
  void aReloadOfAPreviewLeadsBackToItsForm() {
    var again = ada.get("/plans/preview?kind=scale&service=vote%20x");
    assertThat(again.statusCode()).isEqualTo(302);
    assertThat(again.headers().firstValue("Location").orElseThrow())
        .endsWith("/plans/new?kind=scale&service=vote%20x");
    assertThat(ada.get("/plans").headers().firstValue("Location").orElseThrow())
        .endsWith("/plans/new");
  }

  @Test
  void aPreviewMayBeGoneBackTo() {
    var shown = ada.post("/plans/preview", Map.of("kind", "scale", "act", "fields"));
    assertThat(shown.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(ada.get("/plans/new").headers().allValues("Cache-Control"))
        .containsExactly("no-store");
  }

  @Test
  void aTargetThatWasTypedSurvivesAnError() {
    var answer =
        ada.post("/plans/preview", Map.of("kind", "rollback", "to", "nonsense", "service", "x"));
    assertThat(answer.statusCode()).isEqualTo(422);
    var target = Visitor.page(answer).select("select#to option[selected]");
    assertThat(target.attr("value")).isEqualTo("nonsense");
    assertThat(Visitor.page(answer).select("select#to option[value='']").text())
        .isEqualTo("Last good one");
  }

  @Test
  void boundsAreAskedForOnlyWhereAnAutoscalerIsOrSomebodyGaveSome() {
    assertThat(ada.get("/plans/new/fields?kind=scale").body()).doesNotContain("minReplicas");
    assertThat(ada.get("/plans/new/fields?kind=scale&maxReplicas=4").body())
        .contains("name=\"minReplicas\"", "value=\"4\"");
  }

  @Test
  void aCountThatNobodyTypedDoesNotMoveToAnotherPlace() {
    var untouched = ada.get("/plans/new/fields?kind=scale&replicas=3&expectedReplicas=3").body();
    assertThat(untouched).contains("name=\"replicas\"").doesNotContain("value=\"3\"");
  }

  @Test
  void anIncompleteFormComesBackWithWhatWasTyped() {
    var answer =
        ada.post("/plans/preview", Map.of("kind", "scale", "replicas", "many", "service", "x"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Pods: many (expected: a whole number", "value=\"many\"");
  }

  @Test
  void aFieldWithAnIndexOrAPathIsRefusedInEveryForm() {
    for (var odd :
        List.of("images[a]", "containers[2147483647]", "acknowledged[300]", "kind.x", "x[")) {
      for (var form :
          List.of(
              "/plans/preview",
              "/plans",
              "/services/new",
              "/placements",
              "/approvals/x/decisions")) {
        var answer = ada.post(form, Map.of("kind", "rollout", odd, "x"));
        assertThat(answer.statusCode()).as("%s to %s", odd, form).isEqualTo(400);
        assertThat(Visitor.page(answer).select("h1").text())
            .isEqualTo("The request could not be read");
      }
    }
    assertThat(ada.get("/plans/new?images%5Ba%5D=x").statusCode()).isEqualTo(400);
    assertThat(ada.get("/plans/new?images.a=x").statusCode()).isEqualTo(400);
  }

  @Test
  void aReloadOfARefusedMoveLeadsBackToWhatWasToBeMoved() {
    var id = UUID.randomUUID();
    for (var move :
        List.of(
            "start", "submit", "withdraw", "revoke", "decisions", "decisions/" + id + "/undo")) {
      leadsBack("/plans/" + id, move);
    }
    for (var move : List.of("decisions", "decisions/" + id + "/undo")) {
      leadsBack("/approvals/" + id, move);
    }
    for (var move : List.of("abort", "resolve")) {
      leadsBack("/deployments/" + id, move);
    }
  }

  private void leadsBack(String to, String move) {
    var answer = ada.get(to + "/" + move);
    assertThat(answer.statusCode()).as("%s of %s", move, to).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(to);
  }

  @Test
  @Negative(30)
  void aPlanThatDoesNotExistAndABrokenIdGiveTheSameAnswer() {
    assertThat(ada.get("/plans/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(ada.get("/plans/nonsense").statusCode()).isEqualTo(404);
    assertThat(ada.get("/api/v1/plans/nonsense").statusCode()).isEqualTo(404);
    assertThat(ada.get("/plans/123/withdraw").statusCode()).isEqualTo(404);
    assertThat(ada.get("/approvals/123").statusCode()).isEqualTo(404);
    for (var address : List.of("/deployments/123", "/api/v1/deployments/123")) {
      var answer = ada.get(address);
      assertThat(answer.statusCode()).as(address).isEqualTo(404);
      assertThat(answer.body()).contains("There is no such deployment");
    }
  }

  @Test
  void theApiSaysWhatIsWrongWithARequest() {
    var unknown = api("/api/v1/plans", "{\"service\":\"x\",\"state\":\"approved\"}", "none");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("\"unknown-field\"", "'state'", "startWhenApproved");
    var misfit = api("/api/v1/plans", "{\"service\":\"x\",\"replicas\":\"many\"}", "none");
    assertThat(misfit.statusCode()).isEqualTo(400);
    assertThat(misfit.body())
        .contains("'replicas' does not fit: a whole number is expected")
        .doesNotContain("many");
    var broken = api("/api/v1/plans", "{\"service\":", "none");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).contains("it breaks at line 1, column");

    var start = "/api/v1/plans/" + UUID.randomUUID() + "/start";
    assertThat(api(start, "{\"hash\":\"x\"}", "").statusCode()).isEqualTo(400);
    assertThat(api(start, "{\"hash\":\"x\"}", "page-test").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> api(String path, String body, String key) {
    return ada.send(
        "POST",
        path,
        HttpRequest.BodyPublishers.ofString(body),
        "Content-Type",
        "application/json",
        "X-CSRF-TOKEN",
        ada.formToken(),
        "Idempotency-Key",
        key);
  }
}

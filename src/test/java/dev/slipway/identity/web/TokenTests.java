package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// API tokens over the wire: what they open, what they never open, and when they end.
@SlipwayTest
class TokenTests extends TokenHolder {

  @Test
  void aTokenReadsTheApiForItsOwnerWithoutAnySession() {
    var secret = make(Map.of("name", "dash", "days", "7"));

    var answer = with(secret, SERVICES);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body()).contains("\"items\"");
    var page = Visitor.page(signedIn().get("/tokens"));
    assertThat(page.text()).contains("dash").contains("only read").contains("127.0.0.1");
    assertThat(page.html()).doesNotContain(secret);
    assertThat(page.select("form[action=/tokens]").text())
        .as("where the scope is chosen")
        .contains("bound what it changes, not what it reads");
  }

  @Test
  @Negative(32)
  void aReadingTokenIsRefusedEveryChangeInWordsOfItsOwn() {
    var secret = make(Map.of("name", "dash", "days", "7"));

    var answer =
        send(secret, "POST", "/api/v1/plans", "{\"service\":\"x\",\"scope\":\"all\",\"token\":1}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("The token 'dash' may not do this. It may only read");
    assertThat(trail("'Person%by token dash'"))
        .as("found as the owner, read as the token")
        .containsExactly(owner.id().value() + " TOKEN DENIED");
    assertThat(with(secret, "/api/v1/audit").statusCode()).isEqualTo(403);
  }

  @Test
  @Negative(33)
  void pagesTakeNoTokenNotEvenBesideASession() {
    var secret = make(Map.of("name", "dash", "days", "7"));
    var visitor = signedIn();

    for (var path :
        List.of("/me", "/", "/tokens", "/live?topic=matrix", "/css/x.css", "/api/v2/x")) {
      var answer = visitor.get(path, "Authorization", "Bearer " + secret);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.body()).contains("not-signed-in");
    }
    var form = visitor.post("/tokens", Map.of("name", "x"), "Authorization", "Bearer " + secret);
    assertThat(form.statusCode()).isEqualTo(401);
  }

  @Test
  @Negative(33)
  void besideATokenACookieCountsForNothing() {
    var sam = Visitor.signedIn(port, "sam");
    var noor = Visitor.signedIn(port, "noor");

    assertThat(sam.get(SERVICES, "Authorization", "Bearer slw_garbage").statusCode())
        .isEqualTo(401);
    assertThat(noor.get("/api/v1/audit").statusCode()).isEqualTo(200);
    assertThat(
            noor.get("/api/v1/audit", "Authorization", "Bearer " + make(Map.of("name", "n")))
                .statusCode())
        .as("the token's rights, not the cookie's")
        .isEqualTo(403);
  }

  @Test
  @Negative(33)
  void whatIsNoTokenOfOursIsRefusedAndSaysHowItIsSent() {
    for (var header :
        List.of(
            "",
            "Bearer",
            "Bearer ",
            "Bearer slw_",
            "Token x",
            "slw_x",
            "Bearer a b",
            "Basic eA==")) {
      var answer = new Visitor(port).get(SERVICES, "Authorization", header);
      assertThat(answer.statusCode()).as("'%s'", header).isEqualTo(401);
      assertThat(answer.body())
          .as("'%s'", header)
          .contains("not-signed-in")
          .contains("Bearer slw_");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    var secret = make(Map.of("name", "twice"));
    var twice =
        new Visitor(port)
            .get(SERVICES, "Authorization", "Bearer " + secret, "Authorization", "Bearer x");
    assertThat(twice.statusCode()).as("two credentials").isEqualTo(401);
    assertThat(with(secret.substring(0, secret.length() - 1) + "!", SERVICES).statusCode())
        .isEqualTo(401);
    assertThat(with(secret, SERVICES).statusCode()).isEqualTo(200);
  }

  @Test
  void whatDoesNotDoIsAskedForAgainAtItsField() {
    var visitor = signedIn();
    var forms =
        Map.of(
            "name", Map.of("name", " ", "days", "7"),
            "days", Map.of("name", "a", "days", "91"),
            "services",
                Map.of(
                    "name",
                    "a",
                    "days",
                    "7",
                    "changes",
                    "true",
                    "environments",
                    "STAGING",
                    "services",
                    "no-such-thing"));
    forms.forEach((field, form) -> {
      var answer = visitor.post("/tokens", form);
      assertThat(answer.statusCode()).as(field).isEqualTo(422);
      var page = Visitor.page(answer);
      assertThat(page.select("[aria-invalid=true]").attr("id")).isEqualTo(field);
      assertThat(page.select("#name").val()).isEqualTo(form.get("name"));
    });
    var nowhere = visitor.post("/tokens", Map.of("name", "a", "days", "7", "changes", "true"));
    assertThat(Visitor.page(nowhere).select("#environments-note").text()).contains("Choose where");
    visitor.post("/tokens", Map.of("name", "same", "days", "7"));
    assertThat(visitor.post("/tokens", Map.of("name", "Same", "days", "7")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void othersRevokeATokenByTheirRoleOnlyAndStrangersLearnNothing() {
    make(Map.of("name", "mine"));
    var id =
        jdbc.sql("select id from api_token where person_id = :person")
            .param("person", owner.id().value())
            .query(UUID.class)
            .single();
    var revoke = "/tokens/" + id + "/revoke";
    var missing = "/tokens/" + UUID.randomUUID() + "/revoke";
    for (var handle : List.of("ada", "vera", "mira", "noor", "kofi")) {
      var visitor = Visitor.signedIn(port, handle);
      assertThat(Visitor.page(visitor.get("/tokens")).text()).doesNotContain(owner.name());
      assertThat(visitor.post(revoke, Map.of("reason", "x")).statusCode())
          .as(handle)
          .isEqualTo(visitor.post(missing, Map.of("reason", "x")).statusCode())
          .isEqualTo(404);
    }
    var sam = Visitor.signedIn(port, "sam");
    assertThat(Visitor.page(sam.get("/tokens")).text()).contains(owner.name());
    assertThat(sam.post(revoke, Map.of("reason", "found in a log")).statusCode()).isEqualTo(302);
    assertThat(Visitor.page(signedIn().get("/tokens")).text())
        .contains("revoked by Sam: found in a log");
  }
}

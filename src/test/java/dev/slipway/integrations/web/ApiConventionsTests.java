package dev.slipway.integrations.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What holds for every call: problems, limits, lists.
@SlipwayTest
class ApiConventionsTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired Environments environments;
  @LocalServerPort int port;
  private Visitor ada;

  @BeforeEach
  void signIn() {
    ada = Visitor.signedIn(port, "ada");
    for (var name : List.of("first", "second")) {
      var slug = name + "-" + UUID.randomUUID().toString().substring(0, 8);
      environments.register(
          new RegisterEnvironment(slug, slug, EnvironmentClass.DEVELOPMENT, 900), Actor.SYSTEM);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/services, application/json, 405, method-not-allowed",
    "PUT, /api/v1/plans, application/json, 405, method-not-allowed",
    "GET, /api/v1/services, application/xml, 406, not-acceptable",
    "POST, /api/v1/plans, application/json, 415, unsupported-content",
    "GET, /api/v1/nothing, application/json, 404, not-found",
    "GET, /api/v1/services/none-such, application/json, 404, not-found",
    "GET, /api/v1/plans/none-such, application/json, 404, not-found",
    "GET, /api/v1/deployments/none-such, application/json, 404, not-found",
  })
  void whatIsRefusedIsAProblemWithItsSlug(
      String method, String path, String accept, int status, String slug) {
    var answer =
        ada.send(
            method,
            path,
            BodyPublishers.ofString(method.equals("GET") ? "" : "a"),
            "Accept",
            accept,
            "Content-Type",
            "text/plain",
            "X-CSRF-TOKEN",
            ada.formToken());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = JSON.readTree(answer.body());
    assertThat(problem.path("type").asString()).isEqualTo(slug);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("requestId").asString())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
  }

  @ParameterizedTest
  @Negative(32)
  @ValueSource(
      strings = {"state", "planHash", "approvedBy", "ownerTeam", "role", "requester", "verdicts"})
  void whatNobodyMaySayOfAPlanIsAnUnknownField(String field) {
    for (var path : List.of("/api/v1/plans", "/api/v1/gate/decisions")) {
      var answer =
          post(
              path,
              "{\"service\": \"quiz\", \"environment\": \"dev\", \"%s\": \"x\"}".formatted(field));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"type\":\"unknown-field\"", "'" + field + "'");
    }
  }

  @Test
  void theApiTellsItsLimitAndPagesHaveNone() {
    var call = ada.get("/api/v1/services").headers();
    assertThat(call.firstValue("RateLimit-Policy")).hasValue("\"caller\";q=3000;w=60");
    assertThat(call.firstValue("RateLimit").orElse("")).matches("\"caller\";r=\\d+;t=\\d+");
    assertThat(ada.get("/services").headers().firstValue("RateLimit")).isEmpty();
  }

  @Test
  void everyListTakesALimitAndSaysWhichOneItTakes() {
    for (var list :
        List.of("services", "environments", "clusters", "workloads", "approvals", "deployments")) {
      for (var limit : List.of("0", "-1", "201", "2147483648", "many")) {
        assertThat(ada.get("/api/v1/" + list + "?limit=" + limit).statusCode())
            .as(list + " " + limit)
            .isEqualTo(400);
      }
      assertThat(ada.get("/api/v1/" + list + "?limit=200").statusCode()).as(list).isEqualTo(200);
    }
  }

  @Test
  @Negative(79)
  void aCursorHoldsForItsListItsFilterAndItsReader() {
    var first = page(ada, "/api/v1/environments?limit=1");
    var cursor = first.path("next").asString();

    assertThat(ada.get("/api/v1/environments?limit=2&cursor=" + cursor).statusCode())
        .isEqualTo(200);
    assertThat(ada.get("/api/v1/services?cursor=" + cursor).statusCode()).isEqualTo(400);
    assertThat(ada.get("/api/v1/environments?q=x&cursor=" + cursor).statusCode()).isEqualTo(400);
    assertThat(ada.get("/api/v1/environments?cursor=x" + cursor).statusCode()).isEqualTo(400);
    assertThat(
            Visitor.signedIn(port, "mira")
                .get("/api/v1/environments?cursor=" + cursor)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aListReadPageByPageIsTheWholeList() {
    var whole = environments.all().stream().map(EnvironmentView::slug).toList();
    var read = new ArrayList<String>();
    var address = "/api/v1/environments?limit=" + Math.min(200, whole.size() - 1);
    var page = page(ada, address);
    read.addAll(slugs(page));
    while (!page.path("next").isNull()) {
      page = page(ada, address + "&cursor=" + page.path("next").asString());
      read.addAll(slugs(page));
    }
    assertThat(read).isEqualTo(whole).hasSizeGreaterThan(1);
  }

  private static List<String> slugs(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("slug").asString()).toList();
  }

  private static JsonNode page(Visitor visitor, String address) {
    var answer = visitor.get(address);
    assertThat(answer.statusCode()).as(address).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> post(String path, String body) {
    return ada.send(
        "POST",
        path,
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json",
        "X-CSRF-TOKEN",
        ada.formToken());
  }
}

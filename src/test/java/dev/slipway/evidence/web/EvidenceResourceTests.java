package dev.slipway.evidence.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.evidence.EvidenceStage;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Evidence over the API.
@SlipwayTest
class EvidenceResourceTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private EvidenceStage stage;
  private String secret;
  private String image;

  @BeforeEach
  void prepare() {
    stage = new EvidenceStage(context);
    secret = stage.token(stage.kofi, "", EnvironmentClass.values()).secret();
    image = stage.image();
  }

  @Test
  void aPipelineSaysWhatItProvedAndReadsItAgain() {
    var answer =
        send(
            secret,
            """
            {"image": "%s", "service": "%s", "kind": "scan", "outcome": "failed",
             "summary": "1 critical in openssl", "tool": "Trivy",
             "findings": {"critical": 1, "high": 0, "medium": 2, "low": 7},
             "commit": "0a1b2c3d", "branch": "main", "url": "https://ci.example/runs/17"}
            """
                .formatted(image, stage.service.slug()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var kept = JSON.readTree(answer.body());
    assertThat(kept.path("image").asString()).isEqualTo(image);
    assertThat(kept.path("tool").asString()).isEqualTo("trivy");
    assertThat(kept.at("/findings/low").asInt()).isEqualTo(7);
    assertThat(kept.path("countsIn")).hasSize(3);
    assertThat(kept.path("source").asString()).startsWith("kofi by token ci-");
    var found = list("?image=" + URLEncoder.encode(image, StandardCharsets.UTF_8));
    assertThat(found.path("items")).hasSize(1);
    assertThat(found.at("/items/0")).isEqualTo(kept);
    assertThat(list("?service=" + stage.service.slug()).path("items")).hasSize(1);
    assertThat(list("?service=" + stage.other.slug()).path("items")).isEmpty();
  }

  @Test
  void theListGoesOnWhereItsPageEnds() {
    for (var kind : new EvidenceKind[] {EvidenceKind.LINT, EvidenceKind.TEST, EvidenceKind.SCAN}) {
      stage.record(stage.says(image, kind, true), EvidenceStage.actor(stage.kofi));
    }
    var first = list("?service=" + stage.service.slug() + "&limit=2");
    assertThat(first.at("/items/0/kind").asString()).isEqualTo("scan");
    assertThat(first.at("/items/1/kind").asString()).isEqualTo("test");

    var rest =
        list(
            "?service=%s&limit=2&cursor=%s"
                .formatted(stage.service.slug(), first.path("next").asString()));

    assertThat(rest.path("items")).hasSize(1);
    assertThat(rest.at("/items/0/kind").asString()).isEqualTo("lint");
    assertThat(rest.path("next").isNull()).isTrue();
  }

  @Test
  void oneIntentIsKeptOnce() {
    var body = body("test", "passed", "312 tests");
    var key = UUID.randomUUID().toString();

    var first = send(secret, body, key);
    var again = send(secret, body, key);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(list("?service=" + stage.service.slug()).path("items")).hasSize(1);
  }

  @Test
  void whoMayNotChangeTheServiceSaysNothingOfIt() {
    var reading = Visitor.signedIn(port, "vera");
    var answer =
        reading.send(
            "POST",
            "/api/v1/evidence",
            BodyPublishers.ofString(body("test", "passed", "312 tests")),
            "Content-Type",
            "application/json",
            "X-CSRF-TOKEN",
            reading.formToken());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new Visitor(port).get("/api/v1/evidence").statusCode()).isEqualTo(401);
    var narrow = stage.token(stage.kofi, stage.other.slug(), EnvironmentClass.PRODUCTION).secret();
    assertThat(send(narrow, body("test", "passed", "312 tests")).statusCode()).isEqualTo(403);
    assertThat(list("?service=" + stage.service.slug()).path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"kind\": \"opinion\"' | 400 | kind must be one of build, lint",
        "'\"outcome\": \"fine\"' | 400 | outcome must be passed or failed",
        "'\"summary\": \"\"' | 400 | summary is missing",
        "'\"summary\": \"one\\ntwo\"' | 422 | on one line",
        "'\"image\": \"Not An Image\"' | 422 | is not an image reference",
        "'\"image\": \"registry.example/app\"' | 422 | neither tag nor digest",
        "'\"tool\": \"<script>\"' | 422 | tool has 1 to 40",
        "'\"coverage\": 80' | 422 | coverage belongs to evidence of kind coverage",
        "'\"kind\": \"coverage\", \"coverage\": 100.5' | 422 | 0 to 100",
        "'\"kind\": \"scan\", \"findings\": {\"critical\": 0}' | 400 | takes critical, high, medium and low",
        "'\"kind\": \"scan\", \"findings\": {\"critical\": -1, \"high\": 0, \"medium\": 0, \"low\": 0}' | 422 | not -1",
        "'\"commit\": \"main\"' | 422 | hexadecimal digits",
        "'\"countsIn\": [\"production\"]' | 400 | countsIn",
        "'\"service\": \"none-such\"' | 404 | none-such",
      })
  void whatCannotBeIsRefusedWithTheFieldAndWhatItTakes(String change, int status, String detail) {
    var fields = JSON.readTree(body("test", "passed", "312 tests"));
    var wrong = JSON.readTree("{" + change + "}");
    wrong
        .properties()
        .forEach(field -> ((ObjectNode) fields).set(field.getKey(), field.getValue()));

    var answer = send(secret, fields.toString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(detail);
  }

  /// As text: whoever builds it as a number sends another one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e-1000000",
        "1e-2000000000",
        "0e-1000000",
        "0e1000000",
        "1e2000000000",
        "80.000000000000000000001",
      })
  void aMeasureIsRefusedByItsDigitsBeforeItIsReckonedWith(String coverage) {
    var body =
        body("coverage", "passed", "of all lines")
            .replace("\"kind\"", "\"coverage\": " + coverage + ", \"kind\"");

    var answer = send(secret, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("coverage is a percentage, 0 to 100");
  }

  @Test
  void aCountIsAWholeNumberOfItsRange() {
    for (var count : new String[] {"1e2000000000", "99999999999", "\"many\"", "[]"}) {
      var findings =
          "\"findings\": {\"critical\": %s, \"high\": 0, \"medium\": 0, \"low\": 0}, \"kind\""
              .formatted(count);
      var answer = send(secret, body("scan", "passed", "none").replace("\"kind\"", findings));
      assertThat(answer.statusCode()).as(count + ": " + answer.body()).isBetween(400, 422);
    }
  }

  private String body(String kind, String outcome, String summary) {
    return """
    {"image": "%s", "service": "%s", "kind": "%s", "outcome": "%s", "summary": "%s"}
    """
        .formatted(image, stage.service.slug(), kind, outcome, summary);
  }

  private JsonNode list(String query) {
    var answer =
        new Visitor(port).get("/api/v1/evidence" + query, "Authorization", "Bearer " + secret);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String by, String body) {
    return send(by, body, UUID.randomUUID().toString());
  }

  private HttpResponse<String> send(String by, String body, String key) {
    return new Visitor(port)
        .send(
            "POST",
            "/api/v1/evidence",
            BodyPublishers.ofString(body),
            "Authorization",
            "Bearer " + by,
            "Idempotency-Key",
            key,
            "Content-Type",
            "application/json");
  }
}

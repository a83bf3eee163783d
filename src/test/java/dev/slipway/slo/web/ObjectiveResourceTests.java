package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Objectives over the API.
@SlipwayTest
class ObjectiveResourceTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration NOW = Duration.ofSeconds(20);

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private SloStage stage;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
  }

  @Test
  void theListIsReadPageByPageWorstFirst() {
    stage.stands(stage.objective("availability"), BudgetState.REVIEW, "0.471759259", NOW);
    stage.stands(stage.objective("latency"), BudgetState.EXHAUSTED, "1.543209877", NOW);

    var first = read("?limit=1&service=" + stage.service.slug(), 200);
    assertThat(first.at("/items/0/name").asString()).isEqualTo("latency");
    assertThat(first.at("/items/0/state").asString()).isEqualTo("exhausted");
    assertThat(first.at("/items/0/remaining").decimalValue())
        .as("what is overdrawn is below nothing")
        .isEqualByComparingTo("-0.543209877");
    assertThat(first.at("/items/0/environment").asString()).isEqualTo(stage.production.slug());
    var next = first.path("next").asString();
    var second = read("?limit=1&service=" + stage.service.slug() + "&cursor=" + next, 200);
    assertThat(second.at("/items/0/name").asString()).isEqualTo("availability");
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  void whatIsNotKnownIsNullAndNotZero() {
    var id = stage.objective("availability");
    var one = read("/" + id, 200);
    assertThat(one.at("/objective/state").asString()).isEqualTo("unknown");
    assertThat(one.at("/objective/consumed").isNull()).isTrue();
    assertThat(one.at("/objective/objective").decimalValue()).isEqualByComparingTo("99.9");
    assertThat(one.path("events").isNull()).isTrue();
    assertThat(one.path("burn")).hasSize(4);
    assertThat(one.at("/burn/0/factor").decimalValue()).isEqualByComparingTo("14.4");
    assertThat(one.at("/burn/0/firing").asBoolean()).isFalse();
  }

  @Test
  void whatIsNotThereSaysSo() {
    assertThat(read("/0199f2a0-0000-7000-8000-00000000000a", 404).path("detail").asString())
        .isEqualTo("There is no such objective.");
    assertThat(read("?service=nobody-runs-this", 404).path("type").asString())
        .contains("not-found");
    assertThat(read("?cursor=nonsense", 400).path("detail").asString()).contains("cursor");
    assertThat(read("?limit=1000", 400).path("detail").asString()).contains("limit");
  }

  private JsonNode read(String path, int status) {
    var answer = Visitor.signedIn(port, "vera").get("/api/v1/slos" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  @Test
  void aFileIsTakenOverByWhoeverMayEditItsServices() {
    var text =
        """
        version: prometheus/v1
        service: %s
        slos:
          - name: availability
            objective: 99.9
            sli:
              events:
                error_query: sum(rate(bad[{{.window}}]))
                total_query: sum(rate(every[{{.window}}]))
        """
            .formatted(stage.service.slug());
    var body =
        JSON.writeValueAsString(
            Map.of("text", text, "environment", stage.production.slug(), "dryRun", true));
    give(Role.SERVICE_OWNER);
    var kofi = Visitor.signedIn(port, "kofi");
    var tried = JSON.readTree(imported(kofi, body, 200));
    assertThat(tried.path("stored").asBoolean()).isFalse();
    assertThat(tried.at("/objectives/0/outcome").asString()).isEqualTo("new");

    var done = JSON.readTree(imported(kofi, body.replace("true", "false"), 200));
    assertThat(done.path("stored").asBoolean()).isTrue();
    var one = read("/" + done.at("/objectives/0/id").asString(), 200);
    assertThat(one.at("/objective/status").asString()).isEqualTo("active");

    imported(Visitor.signedIn(port, "vera"), body, 403);
    assertThat(imported(kofi, "{\"text\": \" \"}", 422)).contains("Give the file as text");
  }

  private void give(Role role) {
    var kofi = stage.bean(People.class).byHandle("kofi").orElseThrow();
    stage
        .bean(Grants.class)
        .give(kofi.id(), role, stage.team.id(), null, "A test of budgets", Actor.SYSTEM);
  }

  private static String imported(Visitor by, String body, int status) {
    var answer =
        by.send(
            "POST",
            "/api/v1/slos/import",
            BodyPublishers.ofString(body),
            "X-CSRF-TOKEN",
            by.formToken(),
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }
}

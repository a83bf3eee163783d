package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.Line;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Visitor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demonstration's objectives, counted by the portal's own adapter in the simulated Prometheus.
@Tag("journey")
class ObjectivesJourney {

  private static final String QUIZZES = "learning-orchestrator requests-availability";

  @Test
  @Line({"edu-24", "quiz-19", "quiz-20"})
  void everyPromiseOfTheDemonstrationIsCounted(@TempDir Path folder) throws Exception {
    var arguments =
        List.of(
            "--slipway.data-dir=" + folder.resolve("data"),
            "--slipway.sandbox.story=false",
            "--slipway.slo.every=5s");
    try (var portal = PortalProcess.start(folder, arguments)) {
      var vera = Visitor.signedIn(URI.create(portal.url()).getPort(), "vera");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(states(vera))
                  .containsEntry(QUIZZES, "freeze none")
                  .containsEntry("api-service availability", "review none")
                  .containsEntry("student-service availability", "healthy none")
                  .containsEntry("student-service latency", "healthy none")
                  .containsEntry("vote votes", "healthy page")
                  .containsEntry("mlflow availability", "healthy none")
                  .containsEntry("web page-loads", "unknown none"));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            var quizzes = json(vera, "/api/v1/slos/" + id(vera, QUIZZES));
            assertThat(quizzes.at("/objective/consumed").asDouble()).isBetween(0.5, 0.55);
            assertThat(Duration.ofSeconds(quizzes.get("knownFor").asLong()))
                .isGreaterThanOrEqualTo(Duration.ofDays(30));
            assertThat(
                    Duration.between(
                        Instant.now(), Instant.parse(quizzes.get("liftsAt").asString())))
                .isBetween(Duration.ofDays(2), Duration.ofDays(6));
          });
      var latency =
          json(vera, "/api/v1/slos/" + id(vera, "learning-orchestrator requests-latency"));
      assertThat(latency.at("/objective/status").asString()).isEqualTo("draft");
      assertThat(latency.get("findings"))
          .extracting(finding -> finding.get("code").asString())
          .contains("SLI_INVERTED_HISTOGRAM", "SLI_FIXED_WINDOW", "SPEC_KEY_CASE");
      assertThat(json(vera, "/api/v1/slos/" + id(vera, "mlflow availability")).get("windows"))
          .anyMatch(window ->
              window.get("window").asLong() == Duration.ofDays(1).toSeconds()
                  && window.get("burn").isNull());
    }
    try (var again = PortalProcess.start(folder, arguments)) {
      var vera = Visitor.signedIn(URI.create(again.url()).getPort(), "vera");
      var before = Instant.now();
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> {
            var quizzes = json(vera, "/api/v1/slos/" + id(vera, QUIZZES)).get("objective");
            assertThat(Instant.parse(quizzes.get("asOf").asString())).isAfter(before);
            assertThat(quizzes.get("state").asString()).isEqualTo("freeze");
          });
      assertThat(states(vera)).hasSize(8);
    }
  }

  private static Map<String, String> states(Visitor visitor) {
    var states = new TreeMap<String, String>();
    for (var one : json(visitor, "/api/v1/slos?limit=50").get("items")) {
      states.put(name(one), one.get("state").asString() + " " + one.get("alert").asString());
    }
    return states;
  }

  private static String id(Visitor visitor, String name) {
    for (var one : json(visitor, "/api/v1/slos?limit=50").get("items")) {
      if (name(one).equals(name)) {
        return one.get("id").asString();
      }
    }
    throw new AssertionError("there is no " + name);
  }

  private static String name(JsonNode one) {
    return one.get("service").asString() + " " + one.get("name").asString();
  }

  private static JsonNode json(Visitor visitor, String path) {
    var answer = visitor.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }
}

package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.Line;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Visitor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration as a visitor meets it: five systems, what they depend on, and how one of their
/// services runs in two environments.
@Tag("journey")
class SystemsJourney {

  @Test
  @Line({"edu-3", "emis-2", "emis-8", "quiz-12", "vote-1", "vote-2", "vote-20"})
  void theFiveSystemsAreThere(@TempDir Path folder) throws Exception {
    try (var portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data"), "--slipway.sandbox.story=false"))) {
      var vera = Visitor.signedIn(URI.create(portal.url()).getPort(), "vera");
      await().atMost(Duration.ofSeconds(60)).until(() -> text(vera, "/").contains("52 placements"));
      var matrix = text(vera, "/");
      assertThat(matrix)
          .contains("platform-edu", "EMIS", "IoT telemetry", "QuizMentor", "Voting", "43 services");
      assertThat(text(vera, "/services/api-service"))
          .contains(
              "postgresql",
              "influxdb",
              "platform-edu-redis",
              "mqtt-broker",
              "blob-storage",
              "Grafana 893");
      assertThat(text(vera, "/services/result")).contains("db", "Logs", "Traces");
      assertThat(text(vera, "/services/worker")).contains("voting-redis", "db");
      assertThat(text(vera, "/systems/emis"))
          .contains("identity-service", "teacher-service", "filebeat");
      for (var stub :
          List.of("adaptive-engine", "analytics-service", "kong", "cdn", "kafka", "sqs")) {
        assertThat(text(vera, "/services/" + stub)).contains("Planned");
      }
      var facts = text(vera, "/services/api-service/env/production/runtime/facts?with=qa");
      assertThat(facts).contains("LOG_LEVEL", "INFO", "DEBUG", "differs", "differences from QA");
      assertThat(text(vera, "/services/api-service/env/production/runtime"))
          .contains("Production alone", "Beside QA");
      var missing = "/services/postgres-primary/env/production/runtime/facts?with=qa";
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(text(vera, missing))
                  .contains("It does not exist here: pods that need it do not start."));
    }
  }

  private static String text(Visitor visitor, String path) {
    var answer = visitor.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Visitor.page(answer).text();
  }
}

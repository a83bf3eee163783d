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

/// What stands around the workloads of the demonstration, as a visitor without a role meets it.
@Tag("journey")
class ResourcesJourney {

  @Test
  @Line({"edu-4", "edu-13", "edu-14", "iot-20", "quiz-1"})
  void whatRunsShortOrLeadsNowhereIsThereWithWhoNeedsIt(@TempDir Path folder) throws Exception {
    try (var portal =
        PortalProcess.start(folder, List.of("--slipway.data-dir=" + folder.resolve("data")))) {
      var vera = Visitor.signedIn(URI.create(portal.url()).getPort(), "vera");
      // Clusters and datasources are asked once a minute; what was just made has two minutes.
      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> {
            assertThat(row(vera, "cluster=iot&kind=autoscaler&q=mlflow-hpa"))
                .contains(
                    "Warning", "2 of at most 2 replicas", "ask for more", "mlflow, production");
            assertThat(row(vera, "cluster=iot&kind=quota&q=storage-quota"))
                .contains("Warning", "94 %", "requests.storage 530Gi of 560Gi");
            assertThat(row(vera, "cluster=iot&kind=volume&q=logs-pvc"))
                .contains("Critical", "96 %", "19.2 GiB of 20 GiB used");
            assertThat(row(vera, "cluster=quizmentor&kind=service&q=postgres-replica"))
                .contains("Critical", "app=postgres-replica", "Every call fails");
            assertThat(row(vera, "cluster=quizmentor&kind=ingress"))
                .contains("Critical", "Service adaptive-engine", "not exist");
            assertThat(row(vera, "cluster=platform-edu&kind=certificate&q=staging"))
                .contains("Warning", "It ends in 8 days");
            assertThat(row(vera, "cluster=platform-edu&kind=volume&q=postgresql-data-postgresql-0"))
                .contains("Well", "58 %", "postgresql, production");
            assertThat(row(vera, "cluster=platform-edu&kind=quota&q=platform-edu-quota"))
                .contains("Well", "Most used is");
            assertThat(row(vera, "cluster=quizmentor&kind=quota")).contains("compute-quota");
            assertThat(row(vera, "kind=usage&service=iot-dashboard&environment=production"))
                .contains("3 pods:", "CPU of", "of memory");
            assertThat(row(vera, "cluster=emis&kind=node&q=worker"))
                .contains("Ready", "% of its CPU");
          });
      assertThat(text(vera, "/services/postgresql/env/production/resources/panel"))
          .contains("postgresql-data-postgresql-0", "platform-edu-quota");
      assertThat(text(vera, "/health/resources?cluster=iot")).contains("Told all");
    }
  }

  /// The first row of the list.
  private static String row(Visitor visitor, String narrowed) {
    var answer = visitor.get("/health/resources?" + narrowed);
    assertThat(answer.statusCode()).as(narrowed).isEqualTo(200);
    return Visitor.page(answer).select("main tbody tr").stream()
        .findFirst()
        .map(row -> row.text())
        .orElseThrow(() -> new AssertionError("no row of " + narrowed));
  }

  private static String text(Visitor visitor, String path) {
    var answer = visitor.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Visitor.page(answer).text();
  }
}

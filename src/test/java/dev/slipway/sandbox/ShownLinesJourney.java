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

/// Nodes, claims, jobs, values and declared facts of the demonstration, as a visitor without a role
/// and a developer meet them.
@Tag("journey")
class ShownLinesJourney {

  @Test
  @Line({"edu-1", "edu-20", "edu-22", "emis-1", "iot-5", "quiz-15", "quiz-17", "vote-3"})
  void whatTheClustersAndTheirPeopleTellIsThere(@TempDir Path folder) throws Exception {
    try (var portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data"), "--slipway.sandbox.story=false"))) {
      var port = URI.create(portal.url()).getPort();
      var vera = Visitor.signedIn(port, "vera");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(text(vera, "/clusters/platform-edu/nodes"))
                  .contains("4 nodes, all ready", "apps 3 of 3 nodes ready, 2 to 20 allowed"));
      assertThat(text(vera, "/clusters/platform-edu/nodes"))
          .contains(
              "system 1 of 1 node ready, 1 to 5 allowed",
              "taint node-type=application:NoSchedule",
              "eastus2-1",
              "eastus2-3",
              "Azure network policy",
              "ACR Premium",
              "Terraform state");
      assertThat(text(vera, "/clusters/emis/nodes"))
          .contains(
              "control-plane 3 of 3 nodes ready",
              "worker 6 of 6 nodes ready",
              "3 masters, 6 to 20 workers",
              "Calico",
              "a pair of HAProxy");
      assertThat(text(vera, "/clusters/quizmentor/nodes"))
          .contains(
              "general 3 of 3 nodes ready, 3 to 10 allowed",
              "spot 2 of 2 nodes ready, 2 to 10 allowed",
              "EKS quizmentor-prod 1.28",
              "by hand-off");
      assertThat(text(vera, "/systems/platform-edu/facts"))
          .contains("Log Analytics", "WAF_v2", "AcrPull", "Terraform state");
      assertThat(text(vera, "/systems/voting/facts")).contains("Compose stack", "Minikube");
      assertThat(text(vera, "/services/mysql/env/production/runtime/facts"))
          .contains("mysql-backup", "0 2 * * *", "mongodb-backup", "backup-pvc");
      assertThat(text(vera, "/services/iot-dashboard/env/production/runtime/facts"))
          .contains("kafka-pvc", "No workload of this namespace mounts it");

      var values = "/services/learning-orchestrator/env/production/values";
      assertThat(text(vera, values)).contains("Values are not shown to you");
      var ada = Visitor.signedIn(port, "ada");
      assertThat(text(ada, values + "?with=qa"))
          .contains("values-prod.yaml", "serviceMonitor.interval", "30s", "60s", "differs");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(text(ada, values + "/running"))
                  .contains("replicaCount 3 3", "resources.limits.memory 2Gi differs 1Gi"));
      assertThat(text(ada, "/services/api-service/env/production/values"))
          .contains("apiService.autoscaling.maxReplicas", "influxdb.persistence.size");
    }
  }

  private static String text(Visitor visitor, String path) {
    var answer = visitor.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Visitor.page(answer).text();
  }
}

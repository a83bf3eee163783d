package dev.slipway.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulatedClusterTests {

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        progressDeadlineSeconds: 60
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: 'web:1'}]}
      """;
  private static final String DATABASE =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 3
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: 'db:1'}]}
        volumeClaimTemplates:
        - metadata: {name: data}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;

  @TempDir private Path folder;

  private SimulatedCluster cluster;

  @BeforeEach
  void start() {
    cluster = SimulatedCluster.start(options());
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void restoringUndoesWhatWasWrittenAndTakesAwayWhatWasAdded() {
    cluster.apply(WEB + "---\n" + DATABASE);
    until("deployments.apps", "web", SimulatedClusterTests::allReady);
    cluster.apply(
        WEB.replace("web:1", "web:2")
            .replace("spec:\n  replicas: 3", "spec:\n  paused: true\n  replicas: 5"));
    cluster.apply(WEB.replace("web", "visitor"));
    until("deployments.apps", "visitor", SimulatedClusterTests::allReady);

    cluster.restore(WEB + "---\n" + DATABASE);

    var web = cluster.read("deployments.apps", "default", "web").orElseThrow();
    assertThat(Json.flag(web, "spec", "paused")).isFalse();
    assertThat(Json.integer(web, 0, "spec", "replicas")).isEqualTo(3);
    assertThat(web.at("/spec/template/spec/containers/0/image").asString()).isEqualTo("web:1");
    assertThat(Json.items(web, "metadata", "managedFields"))
        .filteredOn(entry -> entry.path("fieldsV1").has("f:spec"))
        .extracting(entry -> Json.text(entry, "manager"))
        .containsExactly("demonstration-reset");
    until("deployments.apps", "web", SimulatedClusterTests::allReady);
    await().until(() -> cluster.read("deployments.apps", "default", "visitor").isEmpty());
    assertThat(cluster.read("statefulsets.apps", "default", "db")).isPresent();
  }

  @Test
  void aDeploymentRollsOutAndKeepsItsRevisions() {
    cluster.apply(WEB);
    until("deployments.apps", "web", d -> Json.integer(d, 0, "status", "availableReplicas") == 3);
    cluster.apply(WEB.replace("web:1", "web:2"));
    until(
        "deployments.apps",
        "web",
        d ->
            Json.text(d, "metadata", "annotations", "deployment.kubernetes.io/revision").equals("2")
                && reason(d, "Progressing").equals("NewReplicaSetAvailable")
                && Json.integer(d, 0, "status", "replicas") == 3);
  }

  @Test
  void aMissingImageRunsIntoTheDeadline() {
    cluster.apply(WEB.replace("web:1", "web:missing-1"));
    JsonNode stalled =
        until(
            "deployments.apps",
            "web",
            d -> reason(d, "Progressing").equals("ProgressDeadlineExceeded"));
    assertThat(Json.integer(stalled, 0, "status", "updatedReplicas")).isEqualTo(3);
    assertThat(reason(stalled, "Available")).isEqualTo("MinimumReplicasUnavailable");
  }

  @Test
  void anOrderedSetWaitsForABrokenPodEvenAfterItsTemplateIsRepaired() throws Exception {
    cluster.apply(DATABASE);
    until("statefulsets.apps", "db", s -> Json.integer(s, 0, "status", "readyReplicas") == 3);
    cluster.apply(DATABASE.replace("db:1", "db:broken-2"));
    until("pods", "db-2", p -> image(p).equals("db:broken-2"));
    cluster.apply(DATABASE);
    String update =
        Json.text(
            until(
                "statefulsets.apps",
                "db",
                s ->
                    Json.integer(s, 0, "status", "observedGeneration") == 3
                        && Json.integer(s, 0, "status", "readyReplicas") == 2),
            "status",
            "updateRevision");
    assertThat(update).isNotEmpty();
    assertThat(image(cluster.read("pods", "default", "db-2").orElseThrow()))
        .isEqualTo("db:broken-2");
    var delete =
        HttpRequest.newBuilder(URI.create(cluster.url() + "/api/v1/namespaces/default/pods/db-2"))
            .DELETE()
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(delete, HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
    until("pods", "db-2", p -> image(p).equals("db:1"));
    until("statefulsets.apps", "db", s -> Json.integer(s, 0, "status", "readyReplicas") == 3);
  }

  @Test
  void aPartitionedSetUpdatesOnlyFromItsPartitionOn() {
    var partitioned =
        DATABASE.replace(
            "serviceName: db",
            "serviceName: db\n  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}");
    cluster.apply(partitioned);
    until("statefulsets.apps", "db", s -> Json.integer(s, 0, "status", "readyReplicas") == 3);
    cluster.apply(partitioned.replace("db:1", "db:2"));
    until("pods", "db-2", p -> image(p).equals("db:2"));
    JsonNode settled =
        until(
            "statefulsets.apps",
            "db",
            s ->
                Json.integer(s, 0, "status", "updatedReplicas") == 1
                    && Json.integer(s, 0, "status", "readyReplicas") == 3);
    assertThat(Json.text(settled, "status", "currentRevision"))
        .isNotEqualTo(Json.text(settled, "status", "updateRevision"));
    for (String kept : new String[] {"db-0", "db-1"}) {
      assertThat(image(cluster.read("pods", "default", kept).orElseThrow())).isEqualTo("db:1");
    }
    cluster.apply(partitioned.replace("db:1", "db:2").replace("partition: 2", "partition: 0"));
    until("pods", "db-0", p -> image(p).equals("db:2"));
  }

  @Test
  void aParallelSetDoesNotWaitForItsFirstPod() {
    cluster.apply(DATABASE.replace("db:1", "db:missing-1"));
    until("pods", "db-0", p -> image(p).equals("db:missing-1"));
    String parallel =
        DATABASE
            .replace("name: db}", "name: cache}")
            .replace("serviceName: db", "serviceName: cache\n  podManagementPolicy: Parallel")
            .replace("app: db", "app: cache")
            .replace("db:1", "db:missing-1");
    cluster.apply(parallel);
    for (String pod : new String[] {"cache-0", "cache-1", "cache-2"}) {
      until("pods", pod, p -> image(p).equals("db:missing-1"));
    }
    assertThat(cluster.read("pods", "default", "db-1")).as("ordered").isEmpty();
    cluster.apply(parallel.replace("missing-1", "1"));
    until("statefulsets.apps", "cache", s -> Json.integer(s, 0, "status", "readyReplicas") == 3);
  }

  @Test
  void anAutoscalerKeepsTheCountWithinItsBounds() {
    cluster.apply(WEB.replace("replicas: 3", "replicas: 1"));
    cluster.apply(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 4
          maxReplicas: 6
          metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
        """);
    until("deployments.apps", "web", d -> Json.integer(d, 0, "spec", "replicas") == 4);
  }

  @Test
  void identityAndVersionsOutliveTheProcess() {
    cluster.apply(WEB);
    JsonNode before =
        until(
            "deployments.apps",
            "web",
            d -> reason(d, "Progressing").equals("NewReplicaSetAvailable"));
    String system = cluster.uid();
    String url = cluster.url();
    cluster.close();
    cluster = SimulatedCluster.start(options());
    assertThat(cluster.uid()).isEqualTo(system);
    assertThat(cluster.url()).isEqualTo(url);
    JsonNode after = cluster.read("deployments.apps", "default", "web").orElseThrow();
    assertThat(Json.uid(after)).isEqualTo(Json.uid(before));
    assertThat(Json.integer(after, 0, "metadata", "generation")).isEqualTo(1);
  }

  private ClusterOptions options() {
    return ClusterOptions.named("test").in(folder).speed(20);
  }

  private JsonNode until(String type, String name, Predicate<JsonNode> holds) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> cluster.read(type, "default", name).orElse(Json.object()), holds);
  }

  private static String image(JsonNode pod) {
    return Json.items(pod, "spec", "containers").isEmpty()
        ? ""
        : Json.text(Json.items(pod, "spec", "containers").getFirst(), "image");
  }

  private static String reason(JsonNode object, String condition) {
    return Json.items(object, "status", "conditions").stream()
        .filter(c -> Json.text(c, "type").equals(condition))
        .map(c -> Json.text(c, "reason"))
        .findFirst()
        .orElse("");
  }

  private static boolean allReady(JsonNode deployment) {
    return Json.integer(deployment, 0, "status", "readyReplicas") == 3;
  }
}

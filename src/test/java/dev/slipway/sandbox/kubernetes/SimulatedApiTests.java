package dev.slipway.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SimulatedApiTests {

  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
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
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private SimulatedCluster cluster;

  @BeforeEach
  void start() {
    cluster = SimulatedCluster.start(ClusterOptions.named("test").speed(20));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aWatchReplaysFromAVersionAndEndsWithGoneWhenItIsTooOld() throws Exception {
    String version =
        Json.version(
            Json.parse(
                send("GET", "/api/v1/nodes", "", "").body().getBytes(StandardCharsets.UTF_8)));
    cluster.apply(WEB);
    String watch =
        DEPLOYMENTS
            + "?watch=1&timeoutSeconds=2&allowWatchBookmarks=true&resourceVersion="
            + version;
    HttpResponse<String> replay = send("GET", watch, "", "");
    assertThat(replay.body().lines().findFirst().orElseThrow()).contains("\"ADDED\"", "\"web\"");
    assertThat(replay.body()).contains("\"BOOKMARK\"");
    cluster.forgetHistory();
    HttpResponse<String> gone = send("GET", watch, "", "");
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("Expired", "too old resource version");
  }

  @Test
  void aWatchSpeaksUpAsSoonAsSomethingChanges() throws Exception {
    var request = request("GET", DEPLOYMENTS + "?watch=1&labelSelector=none!%3Dsuch", "", "");
    var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      cluster.apply(WEB);
      assertThat(lines.readLine()).contains("\"ADDED\"");
      assertThat(lines.readLine()).contains("\"MODIFIED\"");
    }
  }

  @Test
  void pagesHangTogether() throws Exception {
    JsonNode first = json(send("GET", "/api/v1/nodes?limit=2", "", ""));
    assertThat(first.path("items")).hasSize(2);
    String token = Json.text(first, "metadata", "continue");
    JsonNode second = json(send("GET", "/api/v1/nodes?limit=2&continue=" + token, "", ""));
    assertThat(second.path("items")).hasSize(1);
    assertThat(Json.text(second, "metadata", "continue")).isEmpty();
  }

  @Test
  void staleWritesAreConflictsAndFailedTestsUnprocessable() throws Exception {
    cluster.apply(WEB);
    String merge = "{\"metadata\":{\"resourceVersion\":\"1\"},\"spec\":{\"replicas\":9}}";
    HttpResponse<String> stale =
        send("PATCH", DEPLOYMENTS + "/web", merge, "application/merge-patch+json");
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(json(stale).path("reason").asString()).isEqualTo("Conflict");
    String test = "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":9}]";
    assertThat(
            send("PATCH", DEPLOYMENTS + "/web", test, "application/json-patch+json").statusCode())
        .isEqualTo(422);
  }

  @Test
  void aDryRunAnswersButChangesNothing() throws Exception {
    cluster.apply(WEB);
    String merge = "{\"spec\":{\"replicas\":9}}";
    HttpResponse<String> tried =
        send("PATCH", DEPLOYMENTS + "/web?dryRun=All", merge, "application/merge-patch+json");
    assertThat(Json.integer(json(tried), 0, "spec", "replicas")).isEqualTo(9);
    assertThat(Json.integer(json(send("GET", DEPLOYMENTS + "/web", "", "")), 0, "spec", "replicas"))
        .isEqualTo(3);
  }

  @Test
  void failuresHappenOnDemand() throws Exception {
    cluster.apply(WEB);
    cluster.failures().add(Failure.once("get", "/deployments/web", Effect.THROTTLED).seconds(7));
    HttpResponse<String> throttled = send("GET", DEPLOYMENTS + "/web", "", "");
    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
    assertThat(send("GET", DEPLOYMENTS + "/web", "", "").statusCode()).isEqualTo(200);
    cluster.failures().add(Failure.once("patch", "/deployments/web", Effect.CUT_AFTER));
    String merge = "{\"spec\":{\"replicas\":5}}";
    assertThatThrownBy(
            () -> send("PATCH", DEPLOYMENTS + "/web", merge, "application/merge-patch+json"))
        .isInstanceOf(IOException.class);
    assertThat(
            Json.integer(
                cluster.read("deployments.apps", "default", "web").orElseThrow(),
                0,
                "spec",
                "replicas"))
        .isEqualTo(5);
    String body = "{\"verb\":\"get\",\"path\":\"/deployments\",\"effect\":\"error-before\"}";
    assertThat(send("POST", "/simulator/failures", body, "application/json").body())
        .contains("error-before");
    assertThat(send("GET", DEPLOYMENTS + "/web", "", "").statusCode()).isEqualTo(500);
  }

  @Test
  void strangersAndBrowsersStayOutside() throws Exception {
    var wrong =
        HttpRequest.newBuilder(URI.create(cluster.url() + DEPLOYMENTS))
            .header("Authorization", "Bearer x");
    assertThat(http.send(wrong.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
    var page =
        HttpRequest.newBuilder(URI.create(cluster.url() + DEPLOYMENTS))
            .header("Origin", "http://example.org");
    assertThat(http.send(page.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aCustomKindIsServedOnceItIsDefined() throws Exception {
    cluster.apply(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: applications.argoproj.io}
        spec:
          group: argoproj.io
          scope: Namespaced
          names: {plural: applications, singular: application, kind: Application, shortNames: [app]}
          versions: [{name: v1alpha1, served: true, storage: true}]
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: shop}
        spec: {project: default}
        """);
    assertThat(send("GET", "/apis/argoproj.io/v1alpha1/applications", "", "").body())
        .contains("\"shop\"");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(String method, String path, String body, String type)
      throws IOException, InterruptedException {
    return http.send(request(method, path, body, type), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body, String type) {
    var request =
        HttpRequest.newBuilder(URI.create(cluster.url() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + cluster.token())
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return type.isEmpty() ? request.build() : request.header("Content-Type", type).build();
  }
}

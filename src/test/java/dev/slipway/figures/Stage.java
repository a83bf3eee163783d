package dev.slipway.figures;

import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.PortalProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/// A portal as a process of its own, on two clusters that live here: their time is not its time.
final class Stage implements AutoCloseable {

  /// As production runs: small heap, no compiler left out.
  static final List<String> FLAGS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

  final Path folder;
  final SimulatedCluster emis;
  final SimulatedCluster voting;
  final PortalProcess portal;
  private final HttpClient http = HttpClient.newHttpClient();

  private Stage(Path folder, SimulatedCluster emis, SimulatedCluster voting) throws Exception {
    this.folder = folder;
    this.emis = emis;
    this.voting = voting;
    this.portal =
        PortalProcess.start(
            folder,
            FLAGS,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                "--slipway.sandbox.story=false",
                "--slipway.sandbox.attach=" + kubeconfig(emis) + "," + kubeconfig(voting)));
  }

  /// The demonstration, with so many pods more on its second cluster.
  static Stage open(int morePods) throws Exception {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "figures");
    var emis = cluster(folder.resolve("clusters"), "emis");
    var voting = cluster(folder.resolve("clusters"), "voting");
    emis.apply(manifests("emis"));
    voting.apply(manifests("voting"));
    crowd(voting, morePods);
    return new Stage(folder, emis, voting);
  }

  static SimulatedCluster cluster(Path folder, String name) {
    return SimulatedCluster.start(
        ClusterOptions.named(name).in(folder.resolve(name)).speed(20).history(300));
  }

  /// Adds pods in Deployments of a hundred and waits until they run.
  static void crowd(SimulatedCluster cluster, int pods) {
    if (pods == 0) {
      return;
    }
    var yaml = new StringBuilder("{apiVersion: v1, kind: Namespace, metadata: {name: crowd}}\n");
    for (var n = 0; n < pods / 100; n++) {
      yaml.append(
          """
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: crowd-%d, namespace: crowd}
          spec:
            replicas: 100
            selector: {matchLabels: {app: crowd-%d}}
            template:
              metadata: {labels: {app: crowd-%d}}
              spec: {containers: [{name: app, image: "registry.crowd.local/app:1.0.0"}]}
          """
              .formatted(n, n, n));
    }
    cluster.apply(yaml.toString());
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> ready(cluster, pods / 100 - 1) && ready(cluster, 0));
  }

  /// Changes the image of `vote` in `dev` and returns when the API server had answered.
  Instant release(String tag) throws IOException, InterruptedException {
    var patch =
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"vote\",\"image\":\"%s\"}]}}}}"
            .formatted("registry.voting.local/vote:" + tag);
    var answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(voting.url() + "/apis/apps/v1/namespaces/dev/deployments/vote"))
                .header("Authorization", "Bearer " + voting.token())
                .header("Content-Type", "application/strategic-merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(patch))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    var answered = Instant.now();
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the API server answered " + answer.body());
    }
    return answered;
  }

  private static boolean ready(SimulatedCluster cluster, int number) {
    return cluster
        .read("deployments.apps", "crowd", "crowd-" + number)
        .map(found -> found.at("/status/readyReplicas").asInt(0) == 100)
        .orElse(false);
  }

  private static Path kubeconfig(SimulatedCluster cluster) {
    return cluster.kubeconfigFile().orElseThrow().toAbsolutePath();
  }

  private static String manifests(String slug) throws IOException {
    try (var stream = Stage.class.getResourceAsStream("/sandbox/" + slug + ".yaml")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    portal.close();
    emis.close();
    voting.close();
    http.close();
  }
}

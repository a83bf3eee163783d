package dev.slipway.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real kubectl against the simulator, as a person would use it.
class KubectlTests {

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: NAME
        labels: {app: NAME}
      spec:
        replicas: 3
        selector: {matchLabels: {app: NAME}}
        template:
          metadata: {labels: {app: NAME}}
          spec:
            containers:
            - name: web
              image: registry.example/web:1.0.0
              ports: [{containerPort: 80}]
      """;

  @TempDir private static Path folder;

  private static Optional<Path> kubectl = Optional.empty();
  private static SimulatedCluster cluster;

  @BeforeAll
  static void start() {
    kubectl = find();
    if (kubectl.isEmpty()) {
      System.out.println("KubectlTests skipped: no kubectl on the PATH or at SLIPWAY_KUBECTL");
    }
    Assumptions.assumeTrue(kubectl.isPresent());
    cluster = SimulatedCluster.start(ClusterOptions.named("kubectl").in(folder).speed(10));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void itKnowsTheVersionAndTheKinds() {
    assertThat(run("version")).contains("Server Version: v1.36");
    assertThat(run("api-resources")).contains("deployments", "deploy", "apps/v1", "statefulsets");
    assertThat(run("auth", "can-i", "create", "deployments")).contains("yes");
    assertThat(run("get", "nodes")).contains("worker-1", "Ready", "v1.36.3");
  }

  @Test
  void applyCreatesChangesAndShows() {
    assertThat(apply("shown", "1.0.0")).contains("deployment.apps/shown created");
    assertThat(apply("shown", "1.0.0")).contains("unchanged");
    assertThat(run("rollout", "status", "deploy/shown", "--timeout=20s"))
        .contains("successfully rolled out");
    assertThat(run("get", "deploy", "shown")).containsPattern("shown +3/3 +3 +3");
    assertThat(run("get", "deploy", "shown", "-o", "wide"))
        .contains("registry.example/web:1.0.0", "app=shown");
    assertThat(run("get", "deploy", "shown", "-o", "yaml"))
        .contains("progressDeadlineSeconds: 600", "maxSurge: 25%");
    assertThat(run("describe", "deploy", "shown"))
        .contains("3 desired | 3 updated | 3 total | 3 available", "ScalingReplicaSet");
    assertThat(run("get", "pods", "-l", "app=shown")).containsPattern("1/1 +Running");
    String pod =
        run("get", "pods", "-l", "app=shown", "-o", "name").lines().findFirst().orElseThrow();
    assertThat(run("describe", pod)).contains("Started container web", "Successfully assigned");
    assertThat(run("logs", "deploy/shown", "--tail=1")).isNotBlank();
    assertThat(apply("shown", "1.1.0")).contains("configured");
    assertThat(run("get", "events")).contains("ScalingReplicaSet");
  }

  @Test
  void aRolloutCanBeUndonePausedResumedAndRestarted() {
    apply("rolled", "1.0.0");
    status("rolled");
    assertThat(run("set", "image", "deploy/rolled", "web=registry.example/web:2.0.0"))
        .contains("image updated");
    status("rolled");
    assertThat(run("rollout", "history", "deploy/rolled")).contains("1 ", "2 ");
    assertThat(run("rollout", "undo", "deploy/rolled")).contains("rolled back");
    status("rolled");
    assertThat(image("rolled")).isEqualTo("registry.example/web:1.0.0");
    assertThat(run("rollout", "pause", "deploy/rolled")).contains("paused");
    run("set", "image", "deploy/rolled", "web=registry.example/web:3.0.0");
    assertThat(run("rollout", "resume", "deploy/rolled")).contains("resumed");
    status("rolled");
    assertThat(run("rollout", "restart", "deploy/rolled")).contains("restarted");
    status("rolled");
    assertThat(image("rolled")).isEqualTo("registry.example/web:3.0.0");
    assertThat(run("rollout", "undo", "deploy/rolled", "--to-revision=2")).contains("rolled back");
    status("rolled");
    assertThat(image("rolled")).isEqualTo("registry.example/web:2.0.0");
  }

  @Test
  void scaleChecksTheCountThatWasSeen() {
    apply("scaled", "1.0.0");
    status("scaled");
    assertThat(run("scale", "deploy/scaled", "--replicas=5", "--current-replicas=3"))
        .contains("scaled");
    status("scaled");
    assertThat(run("get", "deploy", "scaled")).containsPattern("scaled +5/5");
    assertThat(run("scale", "deploy/scaled", "--replicas=1", "--current-replicas=3"))
        .contains("Expected replicas to be 3, was 5");
  }

  @Test
  void serverSideApplySaysWhoOwnsAField() {
    assertThat(serverSide("owned", "1.0.0")).contains("serverside-applied");
    run("set", "image", "deploy/owned", "web=registry.example/web:9.0.0");
    assertThat(serverSide("owned", "1.1.0"))
        .contains("Apply failed with 1 conflict", "kubectl-set", "image");
    assertThat(serverSide("owned", "1.1.0", "--force-conflicts")).contains("serverside-applied");
    assertThat(image("owned")).isEqualTo("registry.example/web:1.1.0");
  }

  @Test
  void createWorksFromFlagsToo() {
    assertThat(run("create", "namespace", "flags")).contains("namespace/flags created");
    assertThat(run("-n", "flags", "create", "configmap", "settings", "--from-literal=level=debug"))
        .contains("created");
    assertThat(run("-n", "flags", "get", "configmap", "settings", "-o", "jsonpath={.data.level}"))
        .isEqualTo("debug");
    assertThat(run("-n", "flags", "create", "deployment", "made", "--image=web:1", "--replicas=2"))
        .contains("created");
    assertThat(run("-n", "flags", "rollout", "status", "deploy/made", "--timeout=20s"))
        .contains("successfully rolled out");
    assertThat(run("delete", "namespace", "flags")).contains("deleted");
  }

  @Test
  void brokenImagesSayWhatIsWrong() {
    apply("broken", "missing-1");
    String pods = waitFor("ImagePullBackOff", "get", "pods", "-l", "app=broken");
    assertThat(pods).contains("0/1");
    assertThat(run("logs", "deploy/broken")).contains("trying and failing to pull image");
  }

  @Test
  void watchingAndDeletingFollowTheObject() throws IOException {
    apply("gone", "1.0.0");
    status("gone");
    Path output = folder.resolve("watch");
    Process watch =
        builder("get", "deploy", "gone", "-w", "--output-watch-events")
            .redirectOutput(output.toFile())
            .start();
    waitFor("3/3", "get", "deploy", "gone");
    assertThat(run("delete", "deploy", "gone", "--wait=true")).contains("deleted");
    waitFor("No resources found", "get", "pods", "-l", "app=gone");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.readString(output).contains("DELETED"));
    watch.destroy();
    assertThat(Files.readString(output)).contains("ADDED");
  }

  @Test
  void mistakesAreRefusedInTheWordsOfAnApiServer() {
    String wrong = WEB.replace("NAME", "wrong").replace("ports:", "prots:");
    assertThat(input(wrong, "apply", "-f", "-"))
        .contains("unknown field \"spec.template.spec.containers[0].prots\"");
    apply("fixed", "1.0.0");
    assertThat(
            run(
                "patch",
                "deploy",
                "fixed",
                "--type=merge",
                "-p",
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"x\"}}}}"))
        .contains("is invalid", "field is immutable");
    assertThat(run("get", "deploy", "nobody")).contains("deployments.apps \"nobody\" not found");
  }

  private static void status(String name) {
    assertThat(run("rollout", "status", "deploy/" + name, "--timeout=30s"))
        .contains("successfully rolled out");
  }

  private static String image(String name) {
    return run("get", "deploy", name, "-o", "jsonpath={.spec.template.spec.containers[0].image}");
  }

  private static String apply(String name, String tag) {
    return input(manifest(name, tag), "apply", "-f", "-");
  }

  private static String serverSide(String name, String tag, String... more) {
    var arguments = new ArrayList<>(List.of("apply", "--server-side", "-f", "-"));
    arguments.addAll(List.of(more));
    return input(manifest(name, tag), arguments.toArray(String[]::new));
  }

  private static String manifest(String name, String tag) {
    return WEB.replace("NAME", name).replace("web:1.0.0", "web:" + tag);
  }

  private static String waitFor(String text, String... arguments) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String answer = run(arguments);
    while (!answer.contains(text) && System.nanoTime() < end) {
      answer = run(arguments);
    }
    assertThat(answer).contains(text);
    return answer;
  }

  private static String run(String... arguments) {
    return input("", arguments);
  }

  private static String input(String content, String... arguments) {
    try {
      Process process = process(arguments);
      try (var in = process.getOutputStream()) {
        in.write(content.getBytes(StandardCharsets.UTF_8));
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return answer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process process(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  private static ProcessBuilder builder(String... arguments) {
    var command = new ArrayList<String>();
    command.add(kubectl.orElseThrow().toString());
    command.add("--kubeconfig=" + cluster.kubeconfigFile().orElseThrow());
    command.add("--cache-dir=" + folder.resolve("cache"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static Optional<Path> find() {
    String named = System.getenv("SLIPWAY_KUBECTL");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(java.io.File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).resolve("kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}

package dev.slipway.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `kubectl` as an operator has it on the path, against the cluster of one kubeconfig.
public final class Kubectl {

  private static final String HOW =
      "Skipped: no real API server. Set SLIPWAY_TEST_KUBECONFIG to an administrator's kubeconfig"
          + " of a cluster for tests, and have kubectl on the path.";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path kubeconfig;

  private Kubectl(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  /// The cluster that `SLIPWAY_TEST_KUBECONFIG` names. Where there is none, the test is skipped
  /// with one line that says how to get one.
  public static Kubectl ofRealCluster() {
    var named = System.getenv().getOrDefault("SLIPWAY_TEST_KUBECONFIG", "");
    var ready = !named.isBlank() && isOnThePath();
    if (!ready) {
      System.out.println(HOW);
    }
    Assumptions.assumeTrue(ready, HOW);
    return new Kubectl(Path.of(named).toAbsolutePath());
  }

  public static boolean isOnThePath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Path.of(folder, "kubectl").toFile().canExecute());
  }

  public Path kubeconfig() {
    return kubeconfig;
  }

  public JsonNode json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return JSON.readTree(run(all.toArray(String[]::new)));
  }

  public void apply(String manifests) {
    execute(manifests, "apply", "-f", "-");
  }

  /// A kubeconfig with the rights of `k8s/access` and no others, as an operator makes it.
  public Path account(Path folder) throws IOException {
    for (var rights : List.of("read", "deploy", "backup")) {
      run("apply", "-f", "k8s/access/" + rights + ".yaml");
    }
    var cluster = json("config", "view", "--raw", "--minify").at("/clusters/0/cluster");
    var token = run("-n", "slipway", "create", "token", "slipway", "--duration=4h").strip();
    var file = folder.resolve("account.kubeconfig").toAbsolutePath();
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: account
        clusters:
        - name: cluster
          cluster: %s
        contexts:
        - name: account
          context: {cluster: cluster, user: slipway}
        users:
        - name: slipway
          user: {token: %s}
        """
            .formatted(cluster, token));
    return file;
  }

  /// Creates one object and returns what the server made of it.
  public JsonNode create(String manifest) {
    return JSON.readTree(execute(manifest, "create", "-f", "-", "-o", "json"));
  }

  /// Runs a command and returns what it said; fails with its words if it fails.
  public String run(String... arguments) {
    return execute("", arguments);
  }

  private String execute(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", "" + kubeconfig));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", arguments) + ": " + said);
      }
      return said;
    } catch (IOException failure) {
      throw new IllegalStateException("kubectl does not run", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}

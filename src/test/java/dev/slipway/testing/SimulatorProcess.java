package dev.slipway.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The clusters of the demonstration as processes of their own, so that they outlive a killed
/// portal.
public final class SimulatorProcess implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> NAMESPACES =
      Map.of("dev", "dev", "qa", "qa", "production", "prod");

  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final Map<String, Path> kubeconfigs = new LinkedHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private SimulatorProcess() {}

  /// Starts both clusters with the manifests of the demonstration and waits for their kubeconfigs.
  public static SimulatorProcess start(Path folder) throws IOException {
    return start(folder, "emis", "voting");
  }

  /// The same with other clusters of the demonstration.
  public static SimulatorProcess start(Path folder, String... slugs) throws IOException {
    var simulator = new SimulatorProcess();
    for (var slug : slugs) {
      simulator.launch(folder.resolve(slug), slug);
    }
    return simulator;
  }

  /// Paths of the kubeconfigs, as `slipway.sandbox.attach` takes them.
  public String kubeconfigs() {
    return kubeconfigs.values().stream().map(Path::toString).collect(Collectors.joining(","));
  }

  /// The number of template changes that each `service@environment` of the voting app has seen.
  public Map<String, Integer> templateChanges(List<String[]> targets)
      throws IOException, InterruptedException {
    Map<String, Integer> changes = new LinkedHashMap<>();
    for (var target : targets) {
      var object =
          read(
              "voting",
              "/apis/apps/v1/namespaces/%s/deployments/%s"
                  .formatted(NAMESPACES.get(target[1]), target[0]));
      var revision =
          object.at("/metadata/annotations").get("deployment.kubernetes.io/revision").asString();
      changes.put(String.join("@", target), Integer.parseInt(revision));
    }
    return changes;
  }

  public Path kubeconfig(String cluster) {
    return Objects.requireNonNull(kubeconfigs.get(cluster), cluster);
  }

  /// Reads an object straight from the API server of a cluster.
  public JsonNode read(String cluster, String path) throws IOException, InterruptedException {
    var request = call(cluster, path).build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /// Changes an image past the portal, as `kubectl set image` does.
  public void setImage(
      String cluster, String namespace, String deployment, String container, String image)
      throws IOException, InterruptedException {
    var patch =
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"%s\",\"image\":\"%s\"}]}}}}"
            .formatted(container, image);
    var path =
        "/apis/apps/v1/namespaces/%s/deployments/%s?fieldManager=kubectl-set"
            .formatted(namespace, deployment);
    var answer =
        http.send(
            call(cluster, path)
                .header("Content-Type", "application/strategic-merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(patch))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the API server answered " + answer.body());
    }
  }

  private HttpRequest.Builder call(String cluster, String path) throws IOException {
    var kubeconfig = Files.readString(kubeconfigs.get(cluster));
    return HttpRequest.newBuilder(URI.create(find(kubeconfig, "server: *\"?([^\"\\s]+)") + path))
        .header("Authorization", "Bearer " + find(kubeconfig, "token: *\"?([^\"\\s]+)"));
  }

  private static String find(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in the kubeconfig");
    }
    return matcher.group(1);
  }

  private void launch(Path folder, String slug) throws IOException {
    Files.createDirectories(folder);
    var manifests = folder.resolve("manifests.yaml");
    Files.write(manifests, new byte[0]);
    for (var name : List.of("kinds", slug)) {
      try (var stream = SimulatorProcess.class.getResourceAsStream("/sandbox/" + name + ".yaml")) {
        Files.write(manifests, stream.readAllBytes(), StandardOpenOption.APPEND);
      }
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.sandbox.kubernetes.Simulator",
                "--data-dir",
                folder.toString(),
                "--name",
                slug,
                "--speed",
                "5",
                "--manifests",
                manifests.toString()));
    var process =
        new ProcessBuilder(command).redirectError(folder.resolve("simulator.log").toFile()).start();
    processes.put(slug, process);
    var reader =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line = reader.readLine();
    if (line == null) {
      throw new IllegalStateException("simulator " + slug + " ended while starting");
    }
    kubeconfigs.put(slug, Path.of(line));
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    http.close();
  }
}

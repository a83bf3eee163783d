package dev.slipway.sandbox;

import dev.slipway.sandbox.registry.SimulatedRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The demonstration's images. One registry on loopback answers for every host that they name.
@Component
@InSandbox
class SandboxRegistry implements DisposableBean {

  /// Hosts that the demonstration's manifests name; Docker Hub's images have none.
  static final List<String> HOSTS =
      List.of(
          "registry.emis.local",
          "registry.voting.local",
          "registry.quizmentor.local",
          "platformedu.azurecr.io",
          "ghcr.io",
          "docker.elastic.co",
          "docker.io");

  /// Tags that begin with `broken`, `slow` or `fades` exist and behave so in the simulated
  /// clusters; pods of one that begins with `errors` answer many requests with an error, which only
  /// their metrics tell; one that begins with `missing` is in no registry.
  private static final Map<String, List<String>> IMAGES =
      Map.ofEntries(
          Map.entry(
              "student-service",
              List.of(
                  "0.9.7",
                  "0.9.8",
                  "1.0.0",
                  "1.0.1",
                  "1.1.0",
                  "broken-1.0.2",
                  "fades-1.0.3",
                  "errors-1.0.4")),
          Map.entry("api-gateway", List.of("0.9.4", "1.0.0", "1.0.1", "broken-1.0.2")),
          Map.entry(
              "vote",
              List.of("1.3.0", "1.3.1", "1.3.2", "1.4.0", "1.4.1", "slow-1.4.2", "errors-1.4.3")),
          Map.entry("result", List.of("1.3.0", "1.3.1", "1.3.2", "1.4.0", "1.4.1")),
          Map.entry("worker", List.of("1.3.0", "1.3.1", "1.3.2", "slower-1.3.2", "1.4.0", "1.4.1")),
          Map.entry("orchestrator", List.of("2.3.1", "2.4.0", "2.5.0", "2.5.1")),
          Map.entry("tracing-agent", List.of("1.51.0", "1.52.0", "1.53.0")),
          Map.entry("bloom-validator", List.of("1.7.1", "1.7.2", "1.8.0")),
          Map.entry("batch-processor", List.of("1.1.0", "1.2.0")),
          Map.entry("platformedu/api", List.of("v0.9.0", "v1.0.0", "v1.0.1", "v1.1.0", "latest")),
          Map.entry("platformedu/web", List.of("v0.9.0", "v1.0.0", "v1.1.0", "latest")),
          Map.entry("platformedu/data-processor", List.of("v0.9.0", "v1.0.0", "latest")),
          Map.entry("platformedu/mqtt-broker", List.of("v1.0.0", "latest")),
          Map.entry("library/influxdb", List.of("2.7.4-alpine", "2.7.5-alpine")),
          Map.entry("library/iot-predictive-maintenance", List.of("latest", "v1.3.0", "v1.4.0")),
          Map.entry("mlflow/mlflow", List.of("v2.8.0", "v2.8.1")),
          Map.entry("timescale/timescaledb", List.of("2.11.2-pg15", "2.12.0-pg15")),
          Map.entry("elasticsearch/elasticsearch", List.of("8.11.3", "8.11.4")),
          Map.entry("kibana/kibana", List.of("8.11.3", "8.11.4")),
          Map.entry("beats/filebeat", List.of("8.11.3", "8.11.4")),
          Map.entry("library/mysql", List.of("8.0.35", "8.0.36", "8.0.37")),
          Map.entry("library/mongo", List.of("7.0.4", "7.0.5")),
          Map.entry("library/rabbitmq", List.of("3.12.11-management", "3.12.12-management")),
          Map.entry("minio/minio", List.of("RELEASE.2024-01-16", "RELEASE.2024-02-06")),
          Map.entry("library/redis", List.of("7.2.3-alpine", "7.2.4-alpine")),
          Map.entry("library/postgres", List.of("14-alpine", "15.5-alpine", "15.6-alpine")));

  private final SimulatedRegistry registry;

  SandboxRegistry(@Value("${slipway.sandbox.registry-port}") int port) {
    registry = SimulatedRegistry.start(port);
    IMAGES.forEach((repository, tags) -> tags.forEach(tag -> registry.push(repository, tag)));
  }

  /// The digest behind an image reference such as `registry.emis.local/student-service:1.0.0`.
  Optional<String> digest(String image) {
    var slash = image.indexOf('/');
    var named = slash > 0 && image.substring(0, slash).contains(".");
    var path =
        named ? image.substring(slash + 1) : image.contains("/") ? image : "library/" + image;
    var colon = path.lastIndexOf(':');
    return colon < 0
        ? registry.digest(path, "latest")
        : registry.digest(path.substring(0, colon), path.substring(colon + 1));
  }

  @Override
  public void destroy() {
    registry.close();
  }
}

package dev.slipway.operating;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What can be told of image, compose file and manifests without an engine or a cluster.
class ManifestsTests {

  private static final Pattern HOST = Pattern.compile("^[^/]*[.:][^/]*/|^localhost/");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(password|secret|token|encryption-?key).*");

  @Test
  void everyManifestOfTheFolderIsInItsKustomization() throws IOException {
    var named = Yamls.one("k8s/kustomization.yaml");
    var files = Yamls.manifests().keySet().stream().filter(file -> !file.contains("migrate"));
    assertThat(named.path("resources").valueStream().map(it -> "k8s/" + it.asString()))
        .containsExactlyInAnyOrderElementsOf(
            files.filter(file -> !file.endsWith("namespace.yaml")).toList());
    assertThat(named.at("/patches/0/path").asString()).isEqualTo("namespace.yaml");
  }

  @Test
  void noManifestHoldsASecret() throws IOException {
    for (var object : objects()) {
      assertThat(object.path("kind").asString()).isNotEqualTo("Secret");
    }
    for (var pod : pods()) {
      for (var variable : pod.path("containers").path(0).path("env")) {
        assertThat(variable.path("name").asString())
            .satisfiesAnyOf(
                name -> assertThat(name).doesNotMatch(SECRET_NAME),
                name -> assertThat(name).endsWith("FILE"));
      }
    }
  }

  @Test
  void everyPodIsRestricted() throws IOException {
    assertThat(pods()).hasSize(2);
    for (var pod : pods()) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(user());
      assertThat(pod.at("/securityContext/seccompProfile/type").asString())
          .isEqualTo("RuntimeDefault");
      var container = pod.path("containers").path(0);
      assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
          .isFalse();
      assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(container.at("/securityContext/capabilities/drop/0").asString()).isEqualTo("ALL");
      assertThat(container.at("/resources/limits/memory").asString()).isNotEmpty();
      assertThat(container.at("/volumeMounts/0/mountPath").asString()).isEqualTo("/tmp");
    }
  }

  /// preStop, then the phases of Spring's shutdown, then the margin of whoever counts.
  @Test
  void aPodHasTheTimeToFinishWhatItDoes() throws IOException {
    var pod = deployment().at("/spec/template/spec");
    var phase = Yamls.one("src/main/resources/application.yml");
    var shutdown = phase.at("/spring/lifecycle/timeout-per-shutdown-phase").asString();
    var before = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
    var compose = Yamls.one("docker-compose.yml").at("/services/portal/stop_grace_period");

    assertThat(shutdown).isEqualTo("20s");
    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(before + 20 + 10);
    assertThat(compose.asString()).isEqualTo("45s");
  }

  @Test
  void probesAskTheManagementPortAndNothingElseIsExposedThere() throws IOException {
    var container = deployment().at("/spec/template/spec/containers/0");
    for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(container.path(probe).at("/httpGet/port").asString()).isEqualTo("management");
    }
    assertThat(container.at("/readinessProbe/httpGet/path").asString()).isEqualTo("/readyz");
    assertThat(container.at("/livenessProbe/httpGet/path").asString()).isEqualTo("/livez");
    var service = Yamls.one("k8s/service.yaml");
    assertThat(service.at("/spec/ports")).hasSize(1);
    assertThat(service.at("/spec/ports/0/targetPort").asString()).isEqualTo("http");
    for (var port : Yamls.one("docker-compose.yml").at("/services/portal/ports")) {
      assertThat(port.asString()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void thePortalsPodsHaveNoRoleThatMigrates() throws IOException {
    var portal = deployment().toString();
    assertThat(portal).doesNotContain("slipway-database-migrate");
    assertThat(portal).contains("\"SLIPWAY_MIGRATIONS\",\"value\":\"check\"");
    assertThat(Yamls.one("docker-compose.yml").at("/services/portal").toString())
        .contains("\"SLIPWAY_MIGRATIONS\":\"check\"")
        .doesNotContain("migrate_password");
  }

  @Test
  void noImageNamesARegistry() throws IOException {
    List<String> images = new java.util.ArrayList<>();
    pods().forEach(pod -> images.add(pod.at("/containers/0/image").asString()));
    Yamls.one("docker-compose.yml")
        .path("services")
        .forEach(service -> images.add(service.path("image").asString()));
    Files.readAllLines(Path.of("Dockerfile")).stream()
        .filter(line -> line.startsWith("FROM "))
        .forEach(line -> images.add(line.split(" ", -1)[1]));
    assertThat(images).hasSizeGreaterThan(7).noneMatch(image -> HOST.matcher(image).find());
  }

  @Test
  void composeHoldsNoPasswordAndMountsWhatIsThere() throws IOException {
    var compose = Yamls.one("docker-compose.yml");
    for (var secret : compose.path("secrets")) {
      assertThat(secret.path("file").asString()).startsWith("secrets/");
    }
    assertThat(Files.readString(Path.of(".gitignore"))).contains("secrets/");
    for (var service : compose.path("services")) {
      for (var variable : service.path("environment").properties()) {
        assertThat(variable.getKey())
            .satisfiesAnyOf(
                name -> assertThat(name).doesNotMatch(SECRET_NAME),
                name -> assertThat(name).endsWith("FILE"));
      }
      for (var volume : service.path("volumes")) {
        if (volume.asString().startsWith("./")) {
          assertThat(Path.of(volume.asString().split(":", -1)[0])).exists();
        }
      }
      assertThat(service.path("privileged").asBoolean()).isFalse();
    }
  }

  @Test
  void trainingAndRunningUseTheSameFlags() throws IOException {
    assertThat(Files.readString(Path.of("bin/aot-cache"))).contains("\"@$here/jvm.flags\"");
    assertThat(Files.readString(Path.of("Dockerfile")))
        .contains("ENTRYPOINT [\"java\", \"@/opt/slipway/jvm.flags\"")
        .contains("COPY bin/jvm.flags")
        .contains("HEALTHCHECK");
  }

  /// The last stage's, which the manifests repeat.
  private static int user() throws IOException {
    var line =
        Files.readAllLines(Path.of("Dockerfile")).stream()
            .filter(it -> it.startsWith("USER "))
            .toList()
            .getLast();
    return Integer.parseInt(line.substring("USER ".length(), line.indexOf(':')));
  }

  private static JsonNode deployment() throws IOException {
    return Yamls.one("k8s/deployment.yaml");
  }

  private static List<JsonNode> pods() throws IOException {
    return List.of(
        deployment().at("/spec/template/spec"),
        Yamls.one("k8s/migrate/job.yaml").at("/spec/template/spec"));
  }

  private static List<JsonNode> objects() throws IOException {
    return Yamls.manifests().values().stream().flatMap(List::stream).toList();
  }
}

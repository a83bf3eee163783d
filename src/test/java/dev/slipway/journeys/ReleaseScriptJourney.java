package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.testing.Kubectl;
import dev.slipway.testing.Line;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `docs/examples/release.sh` as it stands: what belongs together comes in its order, the services
/// by the portal and the rest by `kubectl`, and the release ends when all of them are well.
@Tag("journey")
class ReleaseScriptJourney {

  private static Path folder;
  private static SimulatorProcess simulator;
  private static PortalProcess portal;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Kubectl.isOnThePath(), "Skipped: no kubectl on the path.");
    folder = Files.createTempDirectory(Path.of("target"), "release-journey").toAbsolutePath();
    simulator = SimulatorProcess.start(folder.resolve("clusters"), "iot");
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data"),
                "--slipway.sandbox.attach=" + simulator.kubeconfigs(),
                "--slipway.sandbox.story=false"));
    token = Pipeline.token(portal.url(), "STAGING");
  }

  @AfterAll
  static void end() {
    if (portal != null) {
      portal.close();
    }
    if (simulator != null) {
      simulator.close();
    }
  }

  @Test
  @Line("iot-7")
  void nineStepsFromTheNamespaceToTheIngressAndALookAtTheEnd() throws Exception {
    var steps =
        steps(
            "apply " + manifest("Namespace", "v1", "iot-staging", ""),
            "apply " + manifest("ServiceAccount", "v1", "release", ""),
            "apply " + manifest("ConfigMap", "v1", "release", "data: {retention: 90d}"),
            "# what keeps data comes before what reads it",
            "ship postgres timescale/timescaledb:2.12.0-pg15 caution",
            "ship iot-redis redis:7.2.3-alpine",
            "ship mlflow ghcr.io/mlflow/mlflow:v2.8.1",
            "",
            "ship iot-dashboard iot-predictive-maintenance:latest",
            "apply " + manifest("Service", "v1", "release", "spec: {ports: [{port: 80}]}"),
            "apply "
                + manifest(
                    "Ingress",
                    "networking.k8s.io/v1",
                    "release",
                    "spec: {defaultBackend: {service: {name: release, port: {number: 80}}}}"));

    var first = release(steps);
    assertThat(first.exit()).as(first.said()).isZero();
    assertThat(first.said())
        .containsSubsequence(
            "step 1 of 9: apply",
            "step 4 of 9: ship postgres",
            "succeeded",
            "step 5 of 9: ship iot-redis",
            "succeeded",
            "step 6 of 9: ship mlflow",
            "succeeded",
            "step 7 of 9: ship iot-dashboard",
            "It runs already",
            "step 9 of 9: apply",
            "verify",
            "postgres is healthy, ",
            "mlflow is healthy, ghcr.io/mlflow/mlflow:v2.8.1");
    assertThat(
            simulator
                .read("iot", "/apis/networking.k8s.io/v1/namespaces/iot-staging/ingresses/release")
                .at("/metadata/name")
                .asString())
        .isEqualTo("release");

    var again = release(steps);
    assertThat(again.exit()).as(again.said()).isZero();
    assertThat(again.said()).doesNotContain("Planned:").contains("It runs already");
  }

  @Test
  void theFirstStepThatFailsEndsItAndNothingBehindItBegins() throws Exception {
    var late = manifest("ConfigMap", "v1", "never", "data: {}");
    var stopped = release(steps("ship iot-redis redis:missing-9", "apply " + late));
    assertThat(stopped.exit()).as(stopped.said()).isEqualTo(2);
    assertThat(stopped.said()).contains("Stopped at step 1 of 2: iot-redis was not shipped");
    assertThat(
            simulator
                .read("iot", "/api/v1/namespaces/iot-staging/configmaps/never")
                .path("code")
                .asInt())
        .isEqualTo(404);
  }

  @Test
  void aSlipInTheLastLineIsFoundBeforeTheFirstStep() throws Exception {
    var slip = release(steps("ship postgres timescale/timescaledb:2.12.0-pg15", "shipp mlflow x"));
    assertThat(slip.exit()).isEqualTo(1);
    assertThat(slip.said()).contains("Line 2: \"shipp\" is no step").doesNotContain("step 1");
    var lost = release(steps("apply " + folder.resolve("nowhere.yaml")));
    assertThat(lost.exit()).isEqualTo(1);
    assertThat(lost.said()).contains("Line 1").contains("cannot be read");
  }

  private static Pipeline release(Path steps) throws IOException {
    return new Pipeline(
            folder, portal.url(), token, "release.sh", "qa", steps.toString(), Pipeline.REASON)
        .with("KUBECONFIG", simulator.kubeconfig("iot").toString())
        .start();
  }

  private static Path steps(String... lines) throws IOException {
    return Files.write(Files.createTempFile(folder, "release", ".txt"), List.of(lines));
  }

  private static Path manifest(String kind, String version, String name, String rest)
      throws IOException {
    return Files.writeString(
        Files.createTempFile(folder, kind, ".yaml"),
        """
        apiVersion: %s
        kind: %s
        metadata: {name: %s%s}
        %s
        """
            .formatted(
                version,
                kind,
                name,
                kind.equals("Namespace") ? "" : ", namespace: iot-staging",
                rest));
  }
}

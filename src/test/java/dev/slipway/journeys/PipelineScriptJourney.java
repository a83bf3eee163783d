package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.Line;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.SimulatorProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A pipeline ships by API alone: `docs/examples/ci.sh` as it stands, with bash, curl and a token,
/// against a portal that runs; its exit code and its words are what a pipeline has.
@Tag("journey")
class PipelineScriptJourney {

  private static final String IMAGES = "registry.voting.local/";
  private static final String NOWHERE = "http://127.0.0.1:9";

  private static Path folder;
  private static SimulatorProcess simulator;
  private static PortalProcess portal;
  private static String token;
  private static Pipeline failing;
  private static Pipeline lost;

  @BeforeAll
  static void start() throws Exception {
    folder = Files.createTempDirectory(Path.of("target"), "pipeline-journey");
    simulator = SimulatorProcess.start(folder.resolve("clusters"));
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                "--slipway.sandbox.attach=" + simulator.kubeconfigs(),
                "--slipway.sandbox.story=false"));
    token = token("DEVELOPMENT", "STAGING", "PRODUCTION");
    // These two take their minute while the others run.
    failing =
        pipeline("result", "dev", IMAGES + "result:missing-2.0.0")
            .with("SLIPWAY_ACKNOWLEDGE", "unknown-image")
            .start();
    lost = pipeline("vote", "qa", IMAGES + "vote:1.4.1").with("SLIPWAY_URL", NOWHERE).start();
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
  void whatNobodyHasToApproveIsShippedAndRunningItAgainChangesNothing() throws Exception {
    var first = pipeline("vote", "dev", IMAGES + "vote:1.4.1").key("pipeline-7").start();
    assertThat(first.exit()).as(first.said()).isZero();
    assertThat(first.said()).contains("The gate says: allow").contains("succeeded");
    assertThat(image("dev", "vote")).contains("vote:1.4.1");
    var changes = changes("vote", "dev");

    var again = pipeline("vote", "dev", IMAGES + "vote:1.4.1").key("pipeline-7").start();
    assertThat(again.exit()).as(again.said()).isZero();
    assertThat(changes("vote", "dev")).isEqualTo(changes);
  }

  @Test
  @Line({"iot-12", "iot-19", "vote-5"})
  void whatWasShippedIsTakenBackByOneCommandAndNothingHadToBeSaved() throws Exception {
    var dashboard = "iot-predictive-maintenance:v1.4.0";
    var shipped = pipeline("iot-dashboard", "qa", dashboard).start();
    assertThat(shipped.exit()).as(shipped.said()).isZero();
    assertThat(version("iot-dashboard", "qa")).isEqualTo("v1.4.0");

    var back = pipeline("rollback", "iot-dashboard", "qa").key("job-8").start();
    assertThat(back.exit()).as(back.said()).isZero();
    assertThat(back.said())
        .contains("Roll back iot-dashboard v1.4.0", "succeeded")
        .contains("Locked: the next deployment is refused", "/services/iot-dashboard/env/");
    assertThat(version("iot-dashboard", "qa")).isEqualTo("latest");

    var again = pipeline("rollback", "iot-dashboard", "qa").key("job-8").start();
    assertThat(again.exit()).as("the same intent: " + again.said()).isZero();
    assertThat(version("iot-dashboard", "qa")).isEqualTo("latest");
  }

  @Test
  @Line("iot-13")
  void aRollbackOfProductionToWhatRanLastNeedsNoNewApproval() throws Exception {
    var shipped = pipeline("mlflow", "production", "ghcr.io/mlflow/mlflow:v2.8.1").start();
    decide(shipped.plan(), "approve", "");
    assertThat(shipped.exit()).as(shipped.said()).isZero();

    var back = pipeline("rollback", "mlflow", "production").start();
    assertThat(back.exit()).as(back.said()).isZero();
    assertThat(back.said()).doesNotContain("needs-approval").contains("The gate says: allow");
    assertThat(version("mlflow", "production")).isEqualTo("v2.8.0");
  }

  @Test
  void whatAPipelineProvedIsSentFirstAndARollbackSendsNothing() throws Exception {
    var proofs = folder.resolve("proofs.jsonl").toAbsolutePath();
    Files.writeString(
        proofs,
        """
        {"kind": "test", "outcome": "passed", "summary": "412 tests"}
        """);
    var shipped =
        pipeline("worker", "qa", IMAGES + "worker:1.4.1")
            .with("SLIPWAY_EVIDENCE", proofs.toString())
            .start();
    assertThat(shipped.exit()).as(shipped.said()).isZero();
    assertThat(shipped.said()).contains("Evidence: test passed, 412 tests");

    var back =
        pipeline("rollback", "worker", "qa").with("SLIPWAY_EVIDENCE", proofs.toString()).start();
    assertThat(back.exit()).as(back.said()).isZero();
    assertThat(back.said()).doesNotContain("Evidence");
    assertThat(version("worker", "qa")).isEqualTo("1.4.0");
  }

  @Test
  void withNothingToGoBackToItSaysSo() throws Exception {
    var nowhere = pipeline("rollback", "voting-redis", "dev").start();
    assertThat(nowhere.exit()).as(nowhere.said()).isEqualTo(2);
    assertThat(nowhere.said()).contains("Nothing else that was well is recorded");
  }

  @Test
  void withoutJqItShipsByPython() throws Exception {
    var tools = Files.createDirectories(folder.resolve("tools"));
    for (var tool : List.of("curl", "od", "tr", "mktemp", "rm", "sed", "head", "sleep")) {
      Files.createSymbolicLink(tools.resolve(tool), Pipeline.onPath(tool));
    }
    var python = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
    Files.createSymbolicLink(
        tools.resolve("python3"),
        Path.of(
            new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()));
    var pipeline = pipeline("worker", "dev", IMAGES + "worker:1.4.1").path(tools).start();
    assertThat(pipeline.exit()).as(pipeline.said()).isZero();
    assertThat(image("dev", "worker")).contains("worker:1.4.1");
  }

  @Test
  void whatHasToBeApprovedWaitsForAPersonAndStartsThen() throws Exception {
    var pipeline = pipeline("vote", "production", IMAGES + "vote:1.3.1").start();
    var plan = pipeline.plan();
    assertThat(pipeline.running().isAlive()).isTrue();
    assertThat(image("prod", "vote")).doesNotContain("1.3.1");
    decide(plan, "approve", "");
    assertThat(pipeline.exit()).as(pipeline.said()).isZero();
    assertThat(pipeline.said()).contains("The gate says: needs-approval").contains("succeeded");
    assertThat(image("prod", "vote")).contains("vote:1.3.1");
  }

  @Test
  void aRejectionEndsItWithItsReason() throws Exception {
    var pipeline = pipeline("result", "production", IMAGES + "result:1.3.1").start();
    decide(pipeline.plan(), "reject", "Not before the election");
    assertThat(pipeline.exit()).as(pipeline.said()).isEqualTo(3);
    assertThat(pipeline.said()).contains("rejected").contains("Not before the election");
    assertThat(image("prod", "result")).doesNotContain("1.3.1");
  }

  @Test
  void whatAPolicyBlocksIsNamedWithTheWayOut() throws Exception {
    var pipeline = pipeline("worker", "qa", IMAGES + "worker:missing-2.0.0").start();
    assertThat(pipeline.exit()).as(pipeline.said()).isEqualTo(2);
    assertThat(pipeline.said())
        .contains("The gate says: needs a condition accepted")
        .contains("allow-with-condition, unknown-image")
        .contains("SLIPWAY_ACKNOWLEDGE=\"unknown-image\"");
    assertThat(pipeline.said()).doesNotContain("Planned");
  }

  @Test
  void aReleaseThatFailsIsTakenBackAndThePipelineIsRed() throws Exception {
    assertThat(failing.exit()).as(failing.said()).isEqualTo(5);
    assertThat(failing.said()).contains("Image");
    await().atMost(Pipeline.PATIENCE).until(() -> !image("dev", "result").contains("missing"));
  }

  @Test
  void aTokenThatMayNotSaysWhatIsMissingAndIsInNoOutput() throws Exception {
    var narrow = token("DEVELOPMENT");
    var beyond =
        pipeline("vote", "qa", IMAGES + "vote:1.4.1").with("SLIPWAY_TOKEN", narrow).start();
    assertThat(beyond.exit()).as(beyond.said()).isEqualTo(2);
    assertThat(beyond.said()).contains("development").doesNotContain(narrow);

    var unknown = "slw_" + "x".repeat(43);
    var wrong =
        pipeline("vote", "qa", IMAGES + "vote:1.4.1").with("SLIPWAY_TOKEN", unknown).start();
    assertThat(wrong.exit()).as(wrong.said()).isEqualTo(2);
    assertThat(wrong.said()).contains("token").doesNotContain(unknown);
  }

  @Test
  void aPortalThatIsGoneIsTriedAgainAndThenNamed() throws Exception {
    assertThat(lost.exit()).as(lost.said()).isEqualTo(7);
    assertThat(lost.said()).contains("trying again").contains(NOWHERE + " gives no answer");
  }

  private static String token(String... classes) throws Exception {
    return Pipeline.token(portal.url(), classes);
  }

  /// A person decides, on the page's own road.
  private static void decide(String plan, String decision, String comment) throws Exception {
    try (var mira = PortalClient.signedIn(portal.url(), "mira")) {
      var hash = mira.json("/api/v1/plans/" + plan).path("hash").asString();
      var answer =
          mira.submit(
              "/plans/" + plan + "/decisions",
              Map.of("hash", hash, "decision", decision, "comment", comment));
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(400);
    }
  }

  private static String image(String namespace, String deployment)
      throws IOException, InterruptedException {
    return simulator
        .read(
            "voting", "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(namespace, deployment))
        .at("/spec/template/spec/containers/0/image")
        .asString();
  }

  /// What the portal says that runs there.
  private static String version(String service, String environment) throws Exception {
    try (var vera = PortalClient.signedIn(portal.url(), "vera")) {
      return vera.json("/api/v1/workloads?service=" + service + "&environment=" + environment)
          .at("/items/0/version/tag")
          .asString("");
    }
  }

  private static int changes(String service, String environment) throws Exception {
    return simulator
        .templateChanges(List.<String[]>of(new String[] {service, environment}))
        .getOrDefault(service + "@" + environment, 0);
  }

  /// Of a rollback the script's name of it, the service and the environment.
  private static Pipeline pipeline(String service, String environment, String image)
      throws IOException {
    return new Pipeline(
        folder, portal.url(), token, "ci.sh", service, environment, image, Pipeline.REASON);
  }
}

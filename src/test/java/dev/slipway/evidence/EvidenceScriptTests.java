package dev.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// The scripts in `docs/examples` that send evidence, as they stand, against a portal that runs.
@SlipwayTest
class EvidenceScriptTests {

  private static final Path WEBHOOK = Path.of("docs/examples/webhook.sh").toAbsolutePath();
  private static final Path PIPELINE = Path.of("docs/examples/ci.sh").toAbsolutePath();

  @TempDir Path folder;
  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private HookStage stage;

  @BeforeEach
  void prepare() {
    stage = new HookStage(context, port);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void itReportsWhatAPipelineProved() throws Exception {
    var slug = stage.cast.service.slug();
    var report = stage.said(slug, "test") + ",\n" + stage.said(slug, "scan");

    var ended = run(report, stage.secret);

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(stage.kept()).hasSize(2);
  }

  @Test
  void whatIsNotTakenIsSaidByItsExitCode() throws Exception {
    var report = stage.said(stage.cast.service.slug(), "test");

    assertThat(run(report, "whsec_" + "QUJD".repeat(10)).code()).isEqualTo(2);
    assertThat(run(report.replace("passed", "fine"), stage.secret).code()).isEqualTo(3);
    assertThat(run(report, "whsec_QUJD").code()).isEqualTo(1);
    assertThat(stage.kept()).isEmpty();
  }

  @Test
  void aPipelineSendsWhatItProvedBeforeItPlans() throws Exception {
    var slug = stage.cast.service.slug();
    var file =
        Files.writeString(
            folder.resolve("evidence.jsonl"),
            """
            {"kind": "test", "outcome": "passed", "summary": "312 tests"}
            {"kind": "coverage", "outcome": "passed", "summary": "of all lines", "coverage": 81.5}
            """);
    var script =
        new ProcessBuilder(
            "bash", PIPELINE.toString(), slug, "nowhere", stage.image, "Fixes the report");
    script.environment().put("SLIPWAY_URL", "http://127.0.0.1:" + port);
    script
        .environment()
        .put(
            "SLIPWAY_TOKEN",
            stage.cast.token(stage.cast.kofi, "", EnvironmentClass.values()).secret());
    script.environment().put("SLIPWAY_EVIDENCE", file.toString());

    var ended = run(script);

    assertThat(ended.said())
        .contains("Evidence: test passed, 312 tests", "Evidence: coverage passed")
        .contains("nowhere");
    assertThat(ended.code()).as("there is no such environment").isEqualTo(2);
    assertThat(stage.kept()).extracting(EvidenceView::digest).doesNotContainNull().hasSize(2);
  }

  private record Ended(int code, String said) {}

  private Ended run(String report, String key) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("report.json"), report);
    var script = new ProcessBuilder("bash", WEBHOOK.toString(), file.toString());
    script.environment().put("SLIPWAY_HOOK", "http://127.0.0.1:" + port + stage.hook.path());
    script.environment().put("SLIPWAY_HOOK_KEY", key);
    return run(script);
  }

  private static Ended run(ProcessBuilder script) throws IOException, InterruptedException {
    script.redirectErrorStream(true);
    var running = script.start();
    var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(running.exitValue(), said);
  }
}

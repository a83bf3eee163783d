package dev.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

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

/// `docs/examples/webhook.sh` as it stands, against a portal that runs: signed by somebody else's
/// code.
@SlipwayTest
class WebhookScriptTests {

  private static final Path SCRIPT = Path.of("docs/examples/webhook.sh").toAbsolutePath();

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

  private record Ended(int code, String said) {}

  private Ended run(String report, String key) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("report.json"), report);
    var script = new ProcessBuilder("bash", SCRIPT.toString(), file.toString());
    script.environment().put("SLIPWAY_HOOK", "http://127.0.0.1:" + port + stage.hook.path());
    script.environment().put("SLIPWAY_HOOK_KEY", key);
    script.redirectErrorStream(true);
    var running = script.start();
    var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(running.exitValue(), said);
  }
}

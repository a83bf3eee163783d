package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Visitor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Reset demonstration", asked for over the page as an administrator would.
@Tag("journey")
class ResetJourney {

  private static final String RESULT = "/services/result/env/dev";

  @Test
  void whatPeopleChangedGoesBackAndTheAuditKeepsIt(@TempDir Path folder) throws Exception {
    try (var portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data"), "--slipway.sandbox.story=false"))) {
      var port = URI.create(portal.url()).getPort();
      var ada = Visitor.signedIn(port, "ada");
      var sam = Visitor.signedIn(port, "sam");
      await().atMost(Duration.ofSeconds(60)).until(() -> shows(ada, "1.4.0"));
      release(ada);
      await().atMost(Duration.ofSeconds(90)).until(() -> shows(ada, "1.4.1"));

      sam.get("/demonstration");
      assertThat(sam.post("/demonstration/reset", Map.of("understood", "true")).statusCode())
          .isEqualTo(302);

      await().atMost(Duration.ofSeconds(90)).until(() -> shows(ada, "1.4.0"));
      assertThat(Visitor.page(ada.get("/services/result/deployments?environment=dev")).text())
          .contains("1.4.1");
      assertThat(Visitor.signedIn(port, "noor").get("/audit?action=demonstration.reset").body())
          .contains("Sam");
    }
  }

  private static void release(Visitor ada) {
    ada.get("/plans/new?service=result&environment=dev&kind=rollout");
    var wish =
        Map.of(
            "service", "result",
            "environment", "dev",
            "kind", "rollout",
            "image", "registry.voting.local/result:1.4.1",
            "reason", "Tries the next release");
    var preview = Visitor.page(ada.post("/plans/preview", wish));
    var form = new java.util.HashMap<>(wish);
    form.put("act", "start");
    form.put("seen", preview.select("input[name=seen]").val());
    form.put("key", preview.select("input[name=key]").val());
    assertThat(ada.post("/plans", form).statusCode()).isEqualTo(302);
  }

  private static boolean shows(Visitor visitor, String version) {
    return Visitor.page(visitor.get(RESULT))
        .select("main .page-head, main .tiles")
        .text()
        .contains(version);
  }
}

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
      var kofi = Visitor.signedIn(port, "kofi");
      move(kofi, "/services/vote", "QA", "elsewhere");
      move(kofi, "/services/worker", "QA", "vote");
      takeOff(kofi, "/services/voting-redis", "Development");
      disable(kofi, "votes");

      sam.get("/demonstration");
      assertThat(sam.post("/demonstration/reset", Map.of("understood", "true")).statusCode())
          .isEqualTo(302);

      await().atMost(Duration.ofSeconds(90)).until(() -> shows(ada, "1.4.0"));
      assertThat(workload(ada, "/services/vote/env/qa")).contains("qa / Deployment vote");
      assertThat(workload(ada, "/services/worker/env/qa")).contains("qa / Deployment worker");
      assertThat(workload(ada, "/services/voting-redis/env/dev"))
          .contains("dev / Deployment redis");
      assertThat(Visitor.page(ada.get("/slo?service=vote")).select(".slo-state").text())
          .doesNotContain("Disabled");
      assertThat(Visitor.page(ada.get("/services/result/deployments?environment=dev")).text())
          .contains("1.4.1");
      assertThat(Visitor.signedIn(port, "noor").get("/audit?action=demonstration.reset").body())
          .contains("Sam");
    }
  }

  private static void disable(Visitor kofi, String objective) {
    var page =
        Visitor.page(kofi.get("/slo?q=" + objective)).select("tbody .slo-name a").attr("href");
    kofi.get(page);
    var why = Map.of("reason", "Tries to live without a promise");
    assertThat(kofi.post(page + "/disable", why).statusCode()).isBetween(302, 303);
  }

  private static void move(Visitor kofi, String service, String stage, String workload) {
    var edit = placement(kofi, service, stage) + "/edit";
    var form = new java.util.HashMap<String, String>();
    var fields = Visitor.page(kofi.get(edit)).select("#placement");
    fields.select("input[name]").forEach(field -> form.put(field.attr("name"), field.val()));
    for (var choice : fields.select("select")) {
      form.put(choice.attr("name"), choice.select("option[selected]").val());
    }
    form.put("name", workload);
    form.put("reason", "Tries where it could run");
    form.put("anyway", "true");
    assertThat(kofi.post(edit.replace("/edit", ""), form).statusCode()).isEqualTo(302);
  }

  private static void takeOff(Visitor kofi, String service, String stage) {
    var remove = placement(kofi, service, stage) + "/remove";
    kofi.get(remove);
    var why = Map.of("reason", "Tries to live without it");
    assertThat(kofi.post(remove, why).statusCode()).isEqualTo(302);
  }

  private static String placement(Visitor visitor, String service, String stage) {
    return Visitor.page(visitor.get(service))
        .select("a[href^=/placements/]:contains(runs in " + stage + ")")
        .attr("href")
        .replace("/edit", "");
  }

  private static String workload(Visitor visitor, String cell) {
    return Visitor.page(visitor.get(cell)).select("main").text();
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

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
      loosen(Visitor.signedIn(port, "jon"), "requests-availability");
      assertThat(promise(ada, "requests-availability")).endsWith(" 90 %");

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
      assertThat(promise(ada, "requests-availability"))
          .as("as the file says, and it counts again")
          .doesNotEndWith(" 90 %")
          .endsWith(" %");
      assertThat(Visitor.page(ada.get("/services/result/deployments?environment=dev")).text())
          .contains("1.4.1");
      assertThat(Visitor.signedIn(port, "noor").get("/audit?action=demonstration.reset").body())
          .contains("Sam");
    }
  }

  /// Its headline: the name, what is promised, and a word where it does not count.
  private static String promise(Visitor visitor, String objective) {
    return Visitor.page(visitor.get(page(visitor, objective))).select("h1").text();
  }

  private static String page(Visitor visitor, String objective) {
    return Visitor.page(visitor.get("/slo?q=" + objective))
        .select("tbody .slo-name a")
        .attr("href");
  }

  private static void loosen(Visitor jon, String objective) {
    var edit = page(jon, objective) + "/edit";
    var form = new java.util.HashMap<String, String>();
    var fields = Visitor.page(jon.get(edit)).select("main form");
    fields
        .select("input[type=text], input[type=number], input[type=hidden]")
        .forEach(field -> form.put(field.attr("name"), field.val()));
    fields.select("input[checked]").forEach(field -> form.put(field.attr("name"), field.val()));
    fields.select("textarea").forEach(field -> form.put(field.attr("name"), field.text()));
    form.put("datasource", fields.select("option[selected]").val());
    form.put("objective", "90");
    form.put("reason", "Tries to promise less");
    assertThat(jon.post(edit, form).statusCode()).isEqualTo(302);
  }

  private static void disable(Visitor kofi, String objective) {
    var page = page(kofi, objective);
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

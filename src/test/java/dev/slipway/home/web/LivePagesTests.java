package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Placement;
import dev.slipway.deployments.Deployments;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.OperationId;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// What the pages of a cell and of a service read again while something happens there.
@SlipwayTest
@Tag("slow")
class LivePagesTests {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private final String name = "shop-" + UuidV7.next().toString().substring(24);
  private Shipyard yard;
  private Placement placement;
  private Visitor kofi;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
    placement = yard.launch(name, "app.test/shop:1.0.0");
    kofi = Visitor.signedIn(port, "kofi");
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private String cell() {
    return "/services/" + name + "/env/" + yard.slug();
  }

  private void rollOut(String tag) {
    var id = start(tag);
    await()
        .atMost(LONG)
        .until(() -> !yard.bean(Deployments.class).byId(id.value()).summary().state().isActive());
  }

  private OperationId start(String tag) {
    var plan = propose(tag);
    return yard.bean(Plans.class).start(plan.id(), plan.hash(), "live-" + name, yard.owner());
  }

  private PlanView propose(String tag) {
    return yard.bean(Plans.class)
        .propose(
            new ProposeChange(
                ChangeKind.ROLLOUT,
                name,
                yard.slug(),
                Map.of("", ":" + tag),
                null,
                null,
                null,
                null,
                null,
                "See whether the page follows",
                null,
                false,
                Set.of("pinned-image"),
                null),
            yard.owner(),
            false);
  }

  @Test
  void everyCardOfACellIsReadAgainWhenItsSubjectChanges() {
    var page = Visitor.page(kofi.get(cell()));
    var parts =
        List.of(
            "cell-now",
            "panel-cell-side-lock",
            "panel-cell-deployments-here",
            "cell-configuration",
            "cell-revisions",
            "cell-events");
    for (var part : parts) {
      var element = page.select("#" + part);
      assertThat(element).as(part).hasSize(1);
      assertThat(element.attr("hx-trigger")).as(part).contains("reload");
      assertThat(kofi.get(element.attr("hx-get")).statusCode()).as(part).isEqualTo(200);
    }
    try (var stream = kofi.listen("/live?topic=" + page.select("main").attr("data-live"))) {
      await().atMost(LONG).until(() -> stream.text().contains("event:patch"));
      yard.bean(Locks.class).set(placement.id().value(), "Looked at with care", yard.owner());
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(stream.reloads()).contains("panel-cell-side-lock", "cell-now"));
      yard.bean(Locks.class).release(placement.id().value(), "Seen enough of it now", yard.owner());
      rollOut("2.0.0");
      await().atMost(LONG).untilAsserted(() -> assertThat(stream.reloads()).containsAll(parts));
    }
    var now = kofi.get(cell() + "/now").body();
    assertThat(now).contains("id=\"cell-pods\"", "id=\"cell-facts\"", "hx-swap-oob=\"true\"");
  }

  @Test
  void theBannerOfALockIsThereAtOnceAndGoesWithIt() {
    var locks = yard.bean(Locks.class);
    for (var turn = 1; turn <= 3; turn++) {
      locks.set(placement.id().value(), "Looked at with care", yard.owner());
      var banner = Visitor.page(kofi.get(cell())).select("#cell-now #cell-lock");
      assertThat(banner.text()).startsWith("Locked.").endsWith(": Looked at with care");
      assertThat(banner.hasAttr("hidden")).isFalse();

      locks.release(placement.id().value(), "Seen enough of it now", yard.owner());
      banner = Visitor.page(kofi.get(cell())).select("#cell-now #cell-lock");
      assertThat(banner.hasAttr("hidden")).isTrue();
      assertThat(banner.text()).isEmpty();
    }
    var topic = Visitor.page(kofi.get(cell())).select("main").attr("data-live");
    try (var stream = kofi.listen("/live?topic=" + topic)) {
      await().atMost(LONG).until(() -> stream.text().contains("cell-lock-text"));
      assertThat(stream.text()).contains("cell-fault-text", "cell-fault-icon");
      locks.set(placement.id().value(), "Looked at once more", yard.owner());
      await().atMost(LONG).until(() -> stream.text().contains(": Looked at once more"));
    }
  }

  @Test
  void whoeverDecidesOnAPlanSeesWhatIsKnownOfItsImages() {
    var plan = "/plans/" + propose("2.0.0").id().value();
    assertThat(Visitor.page(kofi.get(plan + "/panel")).select(".panel").eachAttr("hx-get"))
        .containsExactly(plan + "/evidence", "/gate" + plan + "/decisions");
  }

  @Test
  void aPlanSaysWhatItHasToWaitFor() {
    var form = "/plans/new?service=" + name + "&environment=" + yard.slug() + "&kind=restart";
    assertThat(Visitor.page(kofi.get(form)).select("button[value=start]")).hasSize(1);
    start("2.0.0");

    var preview = Visitor.page(kofi.get(form));
    assertThat(preview.select("button[value=start]")).isEmpty();
    assertThat(preview.select("#why-start").text())
        .startsWith("Roll out " + name)
        .contains(" on this workload, started ")
        .doesNotContainPattern("\\d{4}-\\d\\d");
    var back = Visitor.page(kofi.get(form.replace("restart", "rollback")));
    assertThat(back.select("#why-start")).isEmpty();
  }

  @Test
  void theServiceFollowsItsDeploymentsToo() {
    var page = Visitor.page(kofi.get("/services/" + name));
    var topics = page.select("main").attr("data-live").split(" ");
    try (var stream = kofi.listen("/live?topic=" + String.join("&topic=", topics))) {
      await().atMost(LONG).until(() -> stream.text().contains("event:patch"));
      rollOut("2.0.0");
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(stream.reloads())
                  .contains("service-notices", "panel-service-deployments"));
    }
  }

  @Test
  void whatSomebodyElseBringsIsADriftOnThePlaceAndInTheMatrixAlike() {
    rollOut("2.0.0");
    var badge = "#cell-state";
    assertThat(Visitor.page(kofi.get(cell())).select(badge).text()).doesNotContain("Drift");

    yard.cluster().apply(Shipyard.manifest(name, "app.test/shop:3.0.0"));

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(Visitor.page(kofi.get(cell())).select(badge).text()).startsWith("Drift"));
    assertThat(
            kofi.get("/services/" + name + "/deployments/panel?environment=" + yard.slug()).body())
        .contains("Drift.", "left 2.0.0");
    var matrix = Visitor.page(kofi.get("/?state=drift&q=" + name));
    assertThat(matrix.select(".filter-chip[aria-current]").text()).contains("1 drift");
    assertThat(matrix.select("td a[href=" + cell() + "]").hasClass("tone-degraded")).isTrue();
    assertThat(matrix.select(".matrix-legend").text()).contains("Drift");

    yard.cluster().apply(Shipyard.manifest(name, "app.test/shop:2.0.0"));
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(Visitor.page(kofi.get(cell())).select(badge).text()).startsWith("Healthy"));
  }

  @Test
  void aStreamEndsWithItsSessionAndSaysSo() {
    var page = Visitor.page(kofi.get(cell()));
    try (var stream = kofi.listen("/live?topic=" + page.select("main").attr("data-live"))) {
      await().atMost(LONG).until(() -> stream.text().contains("event:patch"));
      kofi.post("/sign-out", Map.of());
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> stream.text().contains("event:end\ndata:signed-out"));
    }
  }

  @Test
  void aFollowedLogHoldsOnlyTheLinesThatWereAskedFor() {
    var lines = Visitor.page(kofi.get(cell() + "/logs")).select(".log > div").eachText();
    assertThat(lines).isNotEmpty();
    var word = lines.getLast();
    var page = Visitor.page(kofi.get(cell() + "/logs?follow=true&q=nobody-writes-this"));
    var none = page.select("log-view").attr("data-url");
    page =
        Visitor.page(
            kofi.get(
                cell() + "/logs?follow=true&q=" + URLEncoder.encode(word, StandardCharsets.UTF_8)));
    var some = page.select("log-view").attr("data-url");
    try (var all =
            kofi.listen(cell() + "/logs/follow?pod=" + page.select("#pod option").attr("value"));
        var empty = kofi.listen(none);
        var filtered = kofi.listen(some)) {
      await().atMost(LONG).until(() -> all.text().contains("event:line"));
      await().atMost(LONG).until(() -> filtered.text().contains("event:line"));
      assertThat(filtered.text().lines().filter(line -> line.startsWith("data:")))
          .allMatch(line -> line.contains(word));
      assertThat(empty.text()).doesNotContain("event:line");
    }
  }

  @Test
  void aFollowedLogEndsWithItsSessionAndOnlyThen() {
    var thief = Visitor.signedIn(port, "kofi");
    var pod = Visitor.page(kofi.get(cell() + "/logs")).select("#pod option").attr("value");
    var follow = cell() + "/logs/follow?pod=" + pod;
    try (var own = kofi.listen(follow);
        var stolen = thief.listen(follow)) {
      await()
          .atMost(LONG)
          .until(() -> own.text().contains("event:line") && stolen.text().contains("event:line"));
      var end = Visitor.page(kofi.get("/me")).select("form[action^=/me/sessions/]");
      end.forEach(form -> kofi.post(form.attr("action"), Map.of()));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> stolen.text().contains("event:end\ndata:Your session has ended"));
      assertThat(own.text()).doesNotContain("event:end");

      kofi.post("/sign-out", Map.of());
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> own.text().contains("event:end\ndata:Your session has ended"));
    }
  }
}

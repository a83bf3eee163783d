package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@SlipwayTest
@Tag("slow")
class GoneWorkloadTests {

  private static final Duration LONG = Duration.ofSeconds(60);

  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  @Test
  void whatWasDeletedIsSaidToBeGoneAndNothingElseIsMadeUpOfIt() {
    var name = "gone-" + UuidV7.next().toString().substring(24);
    try (var yard = new Shipyard(context)) {
      var placement = yard.launch(name, "app.test/shop:1.0.0");
      var kofi = Visitor.signedIn(port, "kofi");
      var cell = "/services/" + name + "/env/" + yard.slug();
      await()
          .atMost(LONG)
          .until(() ->
              Visitor.page(kofi.get(cell)).select("#cell-state").text().startsWith("Healthy")
                  && yard.bean(LiveWorkloads.class).lastKnown(placement.id()).isPresent());
      yard.cluster().restore("");
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(Visitor.page(kofi.get(cell)).select("#cell-state").text())
                  .isEqualTo("Gone"));

      var banner =
          Visitor.page(kofi.get(cell)).select("#cell-now .callout:contains(no such workload)");
      assertThat(banner.hasClass("tone-failed")).isTrue();
      assertThat(banner.html()).doesNotContain("hourglass");
      var configuration = Visitor.page(kofi.get(cell + "/configuration")).text();
      assertThat(configuration)
          .contains("no such workload")
          .doesNotContain("disruption budgets")
          .doesNotContain("Secrets");
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(
                      Visitor.signedIn(port, "noor")
                          .get("/audit?action=workload.gone&service=" + name)
                          .body())
                  .contains(name + " in " + yard.slug() + " is gone"));
    }
  }
}

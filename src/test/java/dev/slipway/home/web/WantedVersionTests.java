package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// What a cell says to run while what is wanted does not come up.
@SlipwayTest
class WantedVersionTests {

  private final String name = "wanted-" + UuidV7.next().toString().substring(24);
  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;

  @Test
  void whatIsWantedIsNotSaidToRunBeforeAPodOfItIsReady() {
    try (var yard = new Shipyard(context)) {
      yard.launch(name, "app.test/wanted:1.0.0");
      assertThat(facts(yard)).contains("app.test/wanted:1.0.0").doesNotContain("Wanted");

      yard.cluster().apply(Shipyard.manifest(name, "app.test/wanted:missing-9.9.9"));

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(facts(yard))
                  .contains(
                      "app.test/wanted:missing-9.9.9 Wanted: no ready pod has it; the ready ones run 1.0.0."));
    }
  }

  private String facts(Shipyard yard) {
    var cell = Visitor.signedIn(port, "kofi").get("/services/" + name + "/env/" + yard.slug());
    return Visitor.page(cell).select("#cell-facts").text();
  }
}

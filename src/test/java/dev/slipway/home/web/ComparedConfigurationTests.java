package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@SlipwayTest
class ComparedConfigurationTests {

  @Autowired ApplicationContext context;
  @Autowired Services services;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Clusters clusters;
  @LocalServerPort int port;

  private final String name = "config-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void configurationThatDiffersIsADifferenceWithBothItsHashes() {
    try (var early = new Shipyard(context);
        var late = new Shipyard(context)) {
      configure(early, "debug");
      configure(late, "info");
      early.launch(name, "app.test/" + name + ":1.0.0");
      place(late);
      configure(early, "debug");
      var kofi = Visitor.signedIn(port, "kofi");
      var query = "from=%s&to=%s&q=%s".formatted(early.slug(), late.slug(), name);

      var filtered = "/compare?only=configuration&" + query;
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(Visitor.page(kofi.get(filtered)).select("tbody th a").eachText())
                  .as("whoever filters by it need not have looked at the whole before")
                  .containsExactly(name));

      var read = Visitor.page(kofi.get("/compare/configurations?" + query, "HX-Request", "true"));
      assertThat(read.select("#configuration-" + name).text())
          .matches(early.slug() + " [0-9a-f]{12}, " + late.slug() + " [0-9a-f]{12}");
      assertThat(read.select("#differs-" + name).text()).contains("configuration");
      assertThat(read.select("#compare-counts").text())
          .contains("1 different")
          .contains("1 configuration");
    }
  }

  private void configure(Shipyard yard, String level) {
    yard.cluster()
        .apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s, namespace: default}
            data: {level: %s}
            """
                .formatted(name, level));
    yard.cluster()
        .apply(
            Shipyard.manifest(name, "app.test/" + name + ":1.0.0")
                .replace(
                    "name: app,", "name: app, envFrom: [{configMapRef: {name: " + name + "}}],"));
  }

  private void place(Shipyard yard) {
    var there =
        new WorkloadRef(
            clusters.require(yard.slug()).id(), "default", WorkloadKind.DEPLOYMENT, name);
    placements.place(
        new PlaceService(
            services.require(name).id(), environments.require(yard.slug()).id(), there, "app"),
        Actor.SYSTEM);
  }
}

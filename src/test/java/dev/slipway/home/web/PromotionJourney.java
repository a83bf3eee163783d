package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Browser;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// What runs in one environment is brought to another: seen side by side, selected, planned.
@SlipwayTest
@Tag("journey")
class PromotionJourney {

  @Autowired ApplicationContext context;
  @Autowired Services services;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Clusters clusters;
  @Autowired LiveWorkloads workloads;
  @LocalServerPort int port;

  private final String name = "ferry-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aVersionIsBroughtFromOneEnvironmentToTheNext() {
    try (var early = new Shipyard(context);
        var late = new Shipyard(context);
        var browser = Browser.open()) {
      early.launch(name, "app.test/" + name + ":1.1.0");
      alsoIn(late);
      var window = browser.window("http://localhost:" + port, Browser.DESKTOP, false);
      Browser.signIn(window, "kofi").close();
      var page = window.newPage();
      page.navigate("/compare?from=" + early.slug() + "&to=" + late.slug());
      page.waitForFunction(
          "(id) => document.getElementById(id)?.textContent === 'none'", "configuration-" + name);

      page.keyboard().press("j");
      page.keyboard().press("x");
      assertThat(page.locator("[data-count]").textContent()).isEqualTo("1 of 1 selected");
      page.fill("#reason", "It has run well where it was");
      page.click("#selection .button-primary");
      page.waitForSelector("tbody a[href^='/plans/']");
      assertThat(page.locator("h1").textContent()).startsWith("1 plan for");

      page.click("tbody a[href^='/plans/']");
      page.waitForURL(Pattern.compile(".*/plans/[0-9a-f-]{36}"));
      assertThat(page.locator("h1").textContent()).contains(name).contains("1.1.0");
      assertThat(page.locator("main").textContent()).contains("It has run well where it was");
    }
  }

  private void alsoIn(Shipyard late) {
    late.cluster().apply(Shipyard.manifest(name, "app.test/" + name + ":1.0.0"));
    var there =
        new WorkloadRef(
            clusters.require(late.slug()).id(), "default", WorkloadKind.DEPLOYMENT, name);
    placements.place(
        new PlaceService(
            services.require(name).id(), environments.require(late.slug()).id(), there, "app"),
        Actor.SYSTEM);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> workloads.state(there).filter(state -> state.ready() == 2).isPresent());
  }
}

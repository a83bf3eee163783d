package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Browser;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A service owner takes in what runs in a cluster, then edits the catalog as a file.
@SlipwayTest
@Tag("journey")
class OnboardingJourney extends AdoptionFixture {

  @Test
  void fromAClusterToServicesAndToAFile() {
    systems.register(new RegisterSystem("shop" + mark, "Shop", ""), Actor.SYSTEM);
    environments.register(
        new RegisterEnvironment("stage-" + mark, "Stage", EnvironmentClass.STAGING, 400),
        Actor.SYSTEM);
    grants.give(
        people.byHandle("kofi").orElseThrow().id(),
        Role.SERVICE_OWNER,
        team.id(),
        null,
        "for this journey",
        Actor.SYSTEM);
    try (var browser = Browser.open();
        var window = browser.window("http://localhost:" + port, Browser.DESKTOP, false)) {
      var page = Browser.signIn(window, "kofi");
      adopt(page);
      importFile(page);
    }
  }

  private void adopt(Page page) {
    page.navigate("/clusters/" + slug);
    page.locator("a.button", new Page.LocatorOptions().setHasText("Discover")).first().click();
    page.locator("input[name=whole][value=shop%s]".formatted(mark)).check();
    page.locator("button", new Page.LocatorOptions().setHasText("Review")).click();
    page.locator("button", new Page.LocatorOptions().setHasText("Adopt 2 workloads")).click();
    assertThat(page.locator("h1").textContent()).isEqualTo("2 workloads adopted");
    assertThat(services.dependenciesOf(services.require("web" + mark).id())).hasSize(1);
  }

  private void importFile(Page page) {
    page.navigate("/catalog/file");
    page.locator("#text")
        .fill("version: 1\nservices:\n  - slug: web%s\n    tier: 1\n".formatted(mark));
    page.locator("button", new Page.LocatorOptions().setHasText("Show what it would do")).click();
    assertThat(page.locator("main").textContent()).contains("service web" + mark);
    page.locator("button", new Page.LocatorOptions().setHasText("Import this")).click();
    assertThat(page.locator("main").textContent()).contains("Imported.");
    assertThat(services.require("web" + mark).tier()).isEqualTo(1);
  }
}

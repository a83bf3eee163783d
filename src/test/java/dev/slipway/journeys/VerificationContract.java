package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.slipway.journeys.FirstDay.chooseLike;
import static dev.slipway.journeys.FirstDay.fill;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of a release that starts well and serves users badly, and of one whose users nobody
/// can count.
abstract class VerificationContract extends JourneySteps {

  /// Samples sooner than a person would want them, of a Prometheus beside the portal.
  static final List<String> SOON =
      List.of(
          "--slipway.verification.delay=1s",
          "--slipway.verification.every=2s",
          "--slipway.slo.allow-loopback=true");

  @Test
  void aRolloutWithRisingErrorsIsVerifiedAsFailedAndRolledBack() throws Exception {
    try (var counted = CountedService.start("rising")) {
      isCounted("result", counted);
      var before = image("result");
      var ada = signIn("ada");
      rollOut(ada, "result", "qa", REGISTRY + "result:1.4.1", "Results with a chart");
      watch(ada, "Being verified");
      counted.fails();
      watch(ada, "Rollback started");
      assertThat(ada.locator("main")).containsText("3 samples are over the limit");
      var failed = ada.url();
      look("failed");

      ada.getByRole(AriaRole.LINK, named("Plan of the rollback")).click();
      ada.waitForURL(PLAN);
      assertThat(ada.locator("main")).containsText("Slipway, verification");
      ada.waitForCondition(() -> now("result").equals(before));
      ada.navigate(failed);
      assertThat(ada.locator("main")).containsText("Verification failed.");
      ada.navigate("/deployments?service=result");
      assertThat(ada.locator("main")).containsText("erification failed");
      assertThat(ada.locator("main").getByText("1.4.1 → 1.4.0")).hasCount(1);
    }
  }

  @Test
  void aPrometheusThatIsGoneTellsNothingSoNothingIsRolledBack() throws Exception {
    try (var counted = CountedService.start("gone")) {
      isCounted("worker", counted);
      var ada = signIn("ada");
      rollOut(ada, "worker", "qa", REGISTRY + "worker:1.4.0", "Count twice as fast");
      watch(ada, "Being verified");
      counted.isNoLongerCounted();
      watch(ada, "No answer");
      assertThat(ada.locator("main")).containsText("so nothing follows from it");
      look("unknown");

      assertThat(image("worker")).contains("worker:1.4.0");
    }
  }

  /// Its team connects what counts it, promises something, and says what follows from a failure.
  private void isCounted(String service, CountedService counted) {
    var datasource = "Prometheus of " + service;
    var sam = signIn("sam", Browser.DESKTOP, "/slo/datasources/new");
    fill(sam, "Name", datasource);
    fill(sam, "Address", counted.prometheus().toString());
    sam.getByLabel("qa").check();
    fill(sam, "Why", "It scrapes every answer of " + service);
    press(sam, "Try out and connect");
    assertThat(sam.locator("main")).containsText(datasource);

    var kofi = signIn("kofi", Browser.DESKTOP, "/slo/new");
    fill(kofi, "Service", service);
    chooseLike(kofi, "#environment", "qa");
    fill(kofi, "Name", "answers");
    fill(kofi, "Good events, per cent", "99");
    fill(kofi, "Over how many days", "7");
    chooseLike(kofi, "#datasource", datasource);
    fill(kofi, "Bad events", CountedService.FAILED);
    fill(kofi, "All events", CountedService.ALL);
    kofi.getByLabel("It counts at once; else it is a draft").check();
    press(kofi, "Add the objective");
    assertThat(kofi.locator("h1")).containsText("answers");
    rollsBack(kofi, service);
  }

  private static void rollsBack(Page kofi, String service) {
    kofi.navigate("/services/" + service + "/env/qa/verification");
    kofi.locator("#verify").selectOption("yes");
    kofi.locator("#failed").selectOption("roll-back");
    kofi.locator("#why").fill("Its users notice before its team does");
    press(kofi, "Save");
    // Panels are read once they are seen.
    kofi.locator("h2", new Page.LocatorOptions().setHasText("Verification"))
        .scrollIntoViewIfNeeded();
    assertThat(kofi.locator("main")).containsText("One that fails is rolled back by itself, once.");
  }

  private String now(String service) {
    try {
      return image(service);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String image(String service) throws Exception {
    return LaunchContract.image(yard().deployment(service, "qa"));
  }
}

package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A deployment that runs is rolled back: the rollback takes it over, and whoever watches sees it.
class TakeoverJourney extends JourneySteps {

  @Override
  Yard open(Browser browser) throws Exception {
    return SandboxYard.open();
  }

  @Test
  void aRollbackOfARunningDeploymentTakesItOver() throws Exception {
    var before = image();
    var ada = signIn("ada");
    rollOut(ada, "worker", "qa", REGISTRY + "worker:slower-1.3.2", "Count votes twice as fast");
    assertThat(ada.locator("#deployment-bar-text")).containsText("0 of 1 new pod ready");
    assertThat(ada.locator("main")).containsText("Rolling out");
    var running = ada.url();
    var vera = signIn("vera", Browser.DESKTOP, running);
    assertThat(vera.locator("main")).containsText("Rolling out");

    // A part that got a size, as a text field does when somebody draws it larger, is read again
    // without taking its style along: the content security policy would refuse it.
    vera.evaluate(
        """
        () => {
          window.refused = [];
          document.addEventListener('securitypolicyviolation', (e) => refused.push(e.violatedDirective));
          document.getElementById('deployment-pods').style.minHeight = '12rem';
        }
        """);

    // Action one opens the prefilled form, action two starts it.
    ada.getByRole(AriaRole.LINK, named("Roll back")).first().click();
    ada.getByLabel("Reason").fill("It starts far too slowly");
    ada.locator("button[name=act][value=start]").click();
    ada.waitForURL(DEPLOYMENT);
    assertThat(ada.url()).isNotEqualTo(running);
    assertThat(ada.locator("h1")).containsText("Rollback of worker");
    assertThat(ada.locator("main")).containsText("Took over a running deployment");

    watch(vera, "Replaced by the rollback");
    assertThat(vera.locator(".page-head .status")).hasText("Aborted");
    assertThat(vera.locator(".timeline")).containsText("Replaced by the rollback");
    assertThat(vera.locator("#deployment-bar")).hasCount(0);
    assertThat(vera.evaluate("() => window.refused")).isEqualTo(List.of());

    watch(ada, "Succeeded");
    assertThat(image()).isEqualTo(before);
    vera.getByRole(AriaRole.LINK, named("Replaced by the rollback")).click();
    vera.waitForURL(ada.url());

    vera.navigate("/services/worker/env/qa");
    assertThat(vera.locator("main")).containsText("Locked.");
    var mira = signIn("mira", Browser.PHONE, "/approvals");
    assertThat(mira.locator("#notices")).containsText("worker");
    var noor = signIn("noor", Browser.DESKTOP, "/audit?q=It+starts+far+too+slowly");
    assertThat(noor.locator("#events")).containsText("Deployment queued");
    look("taken-over");
  }

  private String image() throws Exception {
    return yard()
        .deployment("worker", "qa")
        .at("/spec/template/spec/containers/0/image")
        .asString("");
  }
}

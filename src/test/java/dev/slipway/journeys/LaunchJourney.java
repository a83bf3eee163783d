package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.SimulatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The first launch on the sandbox: plan, approve, roll out, watch, roll back; and what the portal
/// does when a release is broken, when an autoscaler owns the count, and when somebody uses
/// `kubectl`.
@Tag("journey")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LaunchJourney {

  private static final String STUDENT = "registry.emis.local/student-service:";
  private static final Pattern DEPLOYMENT = Pattern.compile(".*/deployments/[0-9a-f-]{36}.*");

  private Browser browser;
  private SimulatorProcess simulator;
  private PortalProcess portal;

  @BeforeAll
  void openTheDoors() throws Exception {
    browser = Browser.open();
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    var folder = Files.createTempDirectory(Path.of("target"), "launch");
    simulator = SimulatorProcess.start(folder.resolve("clusters"));
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                "--slipway.sandbox.attach=" + simulator.kubeconfigs(),
                "--slipway.sandbox.story=false"));
  }

  @AfterAll
  void closeTheDoors() {
    if (portal != null) {
      portal.close();
    }
    if (simulator != null) {
      simulator.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  @Order(1)
  void aRolloutToProductionIsApprovedByAnotherPersonAndTakenBackInTwoActions() {
    var ada = signIn("ada", Browser.DESKTOP);
    var mira = signIn("mira", Browser.PHONE);

    propose(
        ada, "student-service", "production", STUDENT + "1.0.1", "Students were enrolled twice");
    assertThat(heading(ada)).containsText("1.0.0 → 1.0.1");

    approve(mira, "student-service");

    // The person who asked chose "start as soon as it is approved": nobody clicks again.
    ada.getByRole(AriaRole.LINK, named("Watch the deployment")).click();
    ada.waitForURL(DEPLOYMENT);
    assertThat(ada.locator("main")).containsText("Succeeded", longer());
    assertThat(ada.locator("main")).containsText("Mira");

    // Action one opens the prefilled form, action two starts it.
    ada.getByRole(AriaRole.LINK, named("Roll back")).first().click();
    ada.getByLabel("Reason").fill("Enrolment answers with errors");
    ada.locator("button[name=act][value=start]").click();
    ada.waitForURL(DEPLOYMENT);
    assertThat(heading(ada)).containsText("1.0.1 → 1.0.0");
    assertThat(ada.locator("main")).containsText("Succeeded", longer());
    ada.context().close();
    mira.context().close();
  }

  @Test
  @Order(2)
  void aBrokenImageIsRolledBackByItself() {
    var ada = signIn("ada", Browser.DESKTOP);
    propose(ada, "vote", "dev", "registry.voting.local/vote:missing-2.0.0", "A tag nobody pushed");
    ada.waitForURL(DEPLOYMENT);
    assertThat(ada.locator("main")).containsText("Rolled back", longer());
    ada.navigate("/services/vote/env/dev");
    assertThat(ada.locator("main")).containsText("1.4.0");
    ada.context().close();
  }

  @Test
  @Order(3)
  void scalingUnderAnAutoscalerIsExplainedAndItsBoundsOffered() {
    var kofi = signIn("kofi", Browser.DESKTOP);
    kofi.navigate("/services/student-service/env/production");
    assertThat(kofi.locator("main")).containsText("student-service-hpa");
    kofi.getByRole(AriaRole.LINK, named("Change its bounds")).click();
    assertThat(kofi.getByLabel("Upper bound of the autoscaler")).isVisible();
    kofi.context().close();
  }

  @Test
  @Order(4)
  void aChangeMadeWithKubectlAppearsInTheHistory() throws Exception {
    simulator.setImage("voting", "qa", "result", "result", "registry.voting.local/result:1.4.1");
    var noor = signIn("noor", Browser.DESKTOP);
    noor.waitForCondition(() -> {
      noor.navigate("/services/result/deployments");
      return noor.locator("main").innerText().contains("1.4.1");
    });
    assertThat(noor.locator("main")).containsText("kubectl-set");
    noor.context().close();
  }

  @Test
  @Order(5)
  void aPlanWhoseWorkloadChangedMeanwhileIsRefused() throws Exception {
    var ada = signIn("ada", Browser.DESKTOP);
    var mira = signIn("mira", Browser.PHONE);
    propose(ada, "vote", "production", "registry.voting.local/vote:1.4.0", "More than two options");
    simulator.setImage("voting", "prod", "vote", "vote", "registry.voting.local/vote:1.3.1");
    approve(mira, "vote");
    ada.waitForCondition(() -> {
      ada.reload();
      return ada.locator("main").innerText().contains("stale");
    });
    ada.context().close();
    mira.context().close();
  }

  private Page signIn(String handle, int width) {
    return Browser.signIn(browser.window(portal.url(), width, false), handle);
  }

  /// Previews a rollout and takes the road that the preview offers: start, or ask for approval.
  private static void propose(
      Page page, String service, String environment, String image, String reason) {
    page.navigate(
        "/plans/new?service=%s&environment=%s&kind=rollout".formatted(service, environment));
    page.getByLabel("Image").fill(image);
    page.getByLabel("Reason").fill(reason);
    page.getByRole(AriaRole.BUTTON, named("Preview")).click();
    assertThat(page.locator("main")).containsText("nothing is stored yet");
    var startWhenApproved = page.getByLabel("Start as soon as it is approved");
    if (startWhenApproved.count() > 0) {
      startWhenApproved.check();
    }
    page.locator("#plan-form button.button-primary[name=act]").first().click();
  }

  /// Approves the one request of a service in the inbox of a phone, with the confirmation that
  /// production asks for.
  private static void approve(Page phone, String service) {
    phone.navigate("/approvals");
    var card =
        phone.locator("article.approval").filter(new Locator.FilterOptions().setHasText(service));
    card.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Read the plan")).click();
    var confirm = phone.getByRole(AriaRole.LINK, named("Confirm that it is you"));
    if (confirm.count() > 0) {
      confirm.click();
      phone.getByRole(AriaRole.BUTTON, named("I am Mira")).click();
    }
    phone.locator("button[name=decision][value=approve]").click();
    assertThat(phone.locator("main")).containsText("Undo");
  }

  private static Locator heading(Page page) {
    return page.locator("h1");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /// A pod must be in error for a minute before the portal gives a release up.
  private static ContainsTextOptions longer() {
    return new ContainsTextOptions().setTimeout(150_000);
  }
}

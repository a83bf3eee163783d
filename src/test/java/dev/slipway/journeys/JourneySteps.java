package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What people do again and again on their journeys, and the yard and the browser that they use.
/// Where a journey fails, `target/journeys` shows every window that was open.
@Tag("journey")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JourneySteps {

  static final Pattern DEPLOYMENT = Pattern.compile(".*/deployments/[0-9a-f-]{36}.*");
  static final Pattern PLAN = Pattern.compile(".*/plans/[0-9a-f-]{36}.*");
  static final String REGISTRY = "registry.voting.local/";

  private static final double PATIENCE = 60_000;

  @RegisterExtension
  final AfterTestExecutionCallback pictures =
      context -> {
        if (context.getExecutionException().isPresent()) {
          look(context.getRequiredTestMethod().getName());
        }
      };

  private final List<BrowserContext> windows = new ArrayList<>();
  private Browser browser;
  private Yard yard;

  /// Opens the portal, its clusters and its people.
  abstract Yard open(Browser browser) throws Exception;

  @BeforeAll
  void openTheDoors() throws Exception {
    browser = Browser.open();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    yard = open(browser);
  }

  @AfterEach
  void closeTheWindows() {
    windows.forEach(BrowserContext::close);
    windows.clear();
  }

  @AfterAll
  void closeTheDoors() {
    if (yard != null) {
      yard.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  final Yard yard() {
    return yard;
  }

  final Page signIn(String handle) {
    return signIn(handle, Browser.DESKTOP, "/");
  }

  /// Opens an address in a window of one's own and signs in on the way there.
  final Page signIn(String handle, int width, String address) {
    return signIn(browser.window(yard.url(), width, false), handle, address);
  }

  final Page signInWithoutScript(String handle, String address) {
    return signIn(browser.windowWithoutScript(yard.url()), handle, address);
  }

  private Page signIn(BrowserContext window, String handle, String address) {
    windows.add(window);
    var page = window.newPage();
    page.navigate(address);
    yard.signIn(page, handle);
    page.waitForURL(url -> !url.contains("/sign-in"));
    return page;
  }

  /// Fills the form of a rollout and looks at its preview.
  final void preview(Page page, String service, String environment, String image, String reason) {
    page.navigate(
        "/plans/new?service=%s&environment=%s&kind=rollout".formatted(service, environment));
    page.getByLabel("Image").fill(image);
    page.getByLabel("Reason").fill(reason);
    press(page, "Preview");
    assertThat(page.locator("main")).containsText("nothing is stored yet");
    page.locator("#plan-form input[name=acknowledged]").all().forEach(Locator::check);
  }

  /// Takes the road that the preview offers: starts, or asks for approval.
  final void go(Page page) {
    page.locator("#plan-form button.button-primary[name=act]").first().click();
  }

  /// Rolls out where nobody has to approve, and stays on the page of the deployment.
  final void rollOut(Page page, String service, String environment, String image, String reason) {
    preview(page, service, environment, image, reason);
    go(page);
    page.waitForURL(DEPLOYMENT);
  }

  /// Approves in the inbox of a phone.
  final void approveOnPhone(String plan) {
    var mira = signIn("mira", Browser.PHONE, plan);
    mira.locator("button[name=decision][value=approve]").tap();
    assertThat(mira.locator("main")).containsText("Undo");
  }

  /// Says on the policy page how an environment meets a release that goes wrong.
  final void meetFailures(String environment, boolean automatically, int afterSeconds) {
    var jon = signIn("jon", Browser.DESKTOP, "/environments/" + environment + "/policy");
    var automatic = jon.getByLabel("Roll back a rollout that goes wrong, once");
    automatic.setChecked(automatically);
    jon.getByLabel("Pod cannot start for, in seconds").fill(String.valueOf(afterSeconds));
    jon.locator("main textarea[name=reason]").fill("Failures are told soon in " + environment);
    press(jon, "Make the next version");
    assertThat(jon.locator("main")).not().containsText("Not sent yet");
  }

  /// Waits for words on a page that stays open; fails if it was loaded again meanwhile.
  final void watch(Page page, String words) {
    page.evaluate("() => { window.watched = true; }");
    assertThat(page.locator("main")).containsText(words, longer());
    org.assertj.core.api.Assertions.assertThat(page.evaluate("() => window.watched === true"))
        .as("the page changed by itself")
        .isEqualTo(true);
  }

  /// Reloads a page until it says something.
  final void await(Page page, String address, String words) {
    page.waitForCondition(
        () -> {
          page.navigate(address);
          return page.locator("main").innerText().contains(words);
        },
        new Page.WaitForConditionOptions().setTimeout(PATIENCE));
  }

  static void press(Page page, String name) {
    page.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /// A whole rollout, its patience included.
  static ContainsTextOptions longer() {
    return new ContainsTextOptions().setTimeout(150_000);
  }

  final void look(String name) {
    var shot = 0;
    for (var window : windows) {
      for (var page : window.pages()) {
        var file = "%s-%s-%d.png".formatted(getClass().getSimpleName(), name, ++shot);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "journeys", file)));
      }
    }
  }
}

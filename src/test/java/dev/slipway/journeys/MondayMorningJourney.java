package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.kernel.UuidV7;
import dev.slipway.sandbox.registry.SimulatedRegistry;
import dev.slipway.testing.Browser;
import dev.slipway.testing.Kubectl;
import dev.slipway.testing.PortalProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A team takes the portal in on a Monday morning, by browser alone, beside a real API server on
/// which a mixed load runs that nobody wrote for a test: connected with the rights of `read.yaml`
/// and `deploy.yaml` and no others, discovered, adopted in bulk, changed with the approval of a
/// second person, changed behind the portal's back, and taken back.
@Tag("journey")
class MondayMorningJourney {

  private static final String MARK = UuidV7.next().toString().substring(24);
  private static final String NAMESPACE = "platform-edu-" + MARK;
  private static final String IMAGE = "platformedu.azurecr.io/platformedu/api:";
  private static final Pattern CELL = Pattern.compile("/services/([\\w-]+)/env/([\\w-]+)");

  private static Kubectl kubectl;
  private static PortalAccount account;
  private static SimulatedRegistry registry;
  private static Browser browser;
  private static PortalProcess portal;

  @BeforeAll
  static void start() throws Exception {
    kubectl = Kubectl.ofRealCluster();
    browser = Browser.open();
    account = new PortalAccount(kubectl, "monday-" + MARK);
    account.grant("read.yaml");
    account.grant("deploy.yaml");
    kubectl.apply(FoundPlatform.in(NAMESPACE));
    registry = SimulatedRegistry.start(0);
    List.of("v1.0.0", "v1.1.0", "v1.2.0").forEach(tag -> registry.push("platformedu/api", tag));
    var folder = Files.createTempDirectory(Path.of("target"), "monday-journey");
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.mode=production",
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                "--slipway.registries[0].host=platformedu.azurecr.io",
                "--slipway.registries[0].endpoint=http://127.0.0.1:" + registry.port()));
  }

  @AfterEach
  void show() {
    if (browser != null) {
      browser.look("monday-morning");
    }
  }

  @AfterAll
  static void end() {
    if (portal != null) {
      portal.close();
    }
    if (browser != null) {
      browser.close();
    }
    if (registry != null) {
      registry.close();
    }
    if (account != null) {
      account.close();
      kubectl.run("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false");
    }
  }

  @Test
  void aTeamTakesInWhatRunsAndChangesItTogether() throws Exception {
    var sam = FirstDay.administrator(browser, portal);
    FirstDay.team(sam, "learning", "Learning");
    var people = FirstDay.in(browser, portal, NAMESPACE);
    people.person(sam, "kofi", "Kofi", "SERVICE_OWNER", "learning");
    people.person(sam, "ada", "Ada", "DEVELOPER", "learning");
    people.person(sam, "mira", "Mira", "APPROVER", "");
    people.person(sam, "noor", "Noor", "AUDITOR", "");
    connect(sam);

    var cell = adopt(signIn("kofi"), sam);
    var ada = signIn("ada");
    around(ada, cell);
    rollOut(ada, cell);
    agree(ada, cell, "v1.1.0");
    somebodyUsesKubectl(ada, cell);
    takeBack(ada, cell);
    theAuditorReadsTheWholeStory();
  }

  private static void connect(Page sam) {
    sam.navigate("/clusters/new");
    sam.locator("#name").fill("Lab");
    sam.locator("#reason").fill("What the team runs already");
    sam.locator("#kubeconfig").fill(account.kubeconfig(account.token("2160h")));
    press(sam, "Try out and connect");
    assertThat(sam.locator("h1")).hasText("Lab");
    until(sam, "/clusters/lab", "#rights", "serviceaccount:monday-" + MARK);
    assertThat(right(sam, "Read")).containsText("Granted");
    assertThat(right(sam, "Deploy")).containsText("Granted");
    until(sam, "/clusters", "main tbody tr", "Live");
  }

  /// The whole namespace at once, and the address of the page on which its API is then found.
  private static String adopt(Page kofi, Page sam) {
    kofi.navigate("/clusters/lab");
    kofi.locator("a.button", new Page.LocatorOptions().setHasText("Discover")).first().click();
    kofi.navigate("/clusters/lab/discover?namespace=" + NAMESPACE);
    var table = kofi.locator("main");
    for (var workload : List.of("api-service", "web", "postgresql", "redis", "filebeat")) {
      assertThat(table).containsText(workload);
    }
    assertThat(table).containsText("DaemonSet");
    assertThat(table).containsText("StatefulSet");
    assertThat(table).containsText("from label environment=production of namespace");
    review(kofi);
    assertThat(kofi.locator("main")).containsText("Environments that are missing");
    assertThat(kofi.locator("form[action$='/adoptions'] button")).hasCount(0);
    sam.navigate("/clusters/lab/discover?namespace=" + NAMESPACE);
    review(sam);
    press(sam, "Add 1 environment and 2 systems");
    assertThat(sam.locator("main")).containsText("Kofi");
    sam.context().close();

    kofi.navigate("/clusters/lab/discover?namespace=" + NAMESPACE);
    review(kofi);
    assertThat(kofi.locator("main")).not().containsText("Environments that are missing");
    var count = kubectl.json("-n", NAMESPACE, "get", "deploy,sts,ds").path("items").size();
    press(kofi, "Adopt %d workloads".formatted(count));
    assertThat(kofi.locator("h1")).hasText("%d workloads adopted".formatted(count));
    var found =
        CELL.matcher(
            kofi.locator("tr")
                .filter(new Locator.FilterOptions().setHasText("api-service"))
                .first()
                .locator("a")
                .getAttribute("href"));
    assertThat(found.find()).isTrue();
    kofi.context().close();
    return found.group();
  }

  private static void review(Page kofi) {
    kofi.locator("input[name=whole][value=%s]".formatted(NAMESPACE)).check();
    kofi.locator("button", new Page.LocatorOptions().setHasText("Review")).click();
    assertThat(kofi.locator("main")).containsText("Nothing is stored yet");
  }

  /// What the namespace holds besides, as its own manifests say it.
  private static void around(Page ada, String cell) {
    ada.navigate(cell + "/runtime");
    for (var told : List.of("api-service-hpa", "platform-edu-quota", "at least 2 available")) {
      assertThat(ada.locator("main")).containsText(told);
    }
    assertThat(ada.locator("main")).not().containsText("may not read");
  }

  private void rollOut(Page ada, String cell) {
    ada.navigate(cell);
    assertThat(ada.locator("#cell-version")).containsText("v1.0.0");
    assertThat(ada.locator("#cell-ready")).containsText("3/3");
    var at = CELL.matcher(cell);
    assertThat(at.matches()).isTrue();
    ada.navigate(
        "/plans/new?service=%s&environment=%s&kind=rollout".formatted(at.group(1), at.group(2)));
    ada.getByLabel("Image").fill(IMAGE + "v1.1.0");
    ada.getByLabel("Reason").fill("Pupils see their marks at once");
    press(ada, "Preview");
    assertThat(ada.locator("main")).containsText("nothing is stored yet");
    ada.locator("#plan-form input[name=acknowledged]").all().forEach(Locator::check);
    ada.getByLabel("Start as soon as it is approved").check();
    ada.locator("#plan-form button.button-primary[name=act]").first().click();
    ada.waitForURL(JourneySteps.PLAN);

    var mira = signIn("mira");
    mira.navigate(ada.url());
    mira.locator("button[name=decision][value=approve]").click();
    assertThat(mira.locator("main")).containsText("Undo");

    ada.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Watch the deployment"))
        .click();
    ada.waitForURL(JourneySteps.DEPLOYMENT);
    assertThat(ada.locator("main")).containsText("Succeeded", JourneySteps.longer());
    assertThat(ada.locator(".timeline")).containsText("Mira approved");
    mira.context().close();
  }

  /// The page stays open and shows it by itself; the history says who it was.
  private static void somebodyUsesKubectl(Page ada, String cell) {
    ada.navigate(cell);
    assertThat(ada.locator("#cell-ready")).containsText("3/3");
    ada.evaluate("() => { window.watched = true; }");
    kubectl.run(
        "-n", NAMESPACE, "set", "image", "deployment/api-service", "api=" + IMAGE + "v1.2.0");
    assertThat(ada.locator("#cell-version")).containsText("v1.2.0", minute());
    assertThat(ada.locator("#cell-facts")).containsText("kubectl-set", minute());
    assertThat(ada.evaluate("() => window.watched === true")).isEqualTo(true);
    until(ada, cell.replaceFirst("/env/.*", "/deployments"), "main", "v1.2.0");
    var row =
        ada.locator("tr.deployment-observed")
            .filter(new Locator.FilterOptions().setHasText("v1.2.0"));
    assertThat(row).containsText("kubectl-set");
  }

  private static void takeBack(Page ada, String cell) {
    until(ada, cell, "#cell-ready", "3/3");
    ada.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Roll back")).first().click();
    ada.getByLabel("Reason").fill("Nobody agreed to 1.2.0");
    ada.getByText("I accept: I make the same change in its source").click();
    ada.locator("button[name=act][value=start]").click();
    ada.waitForURL(JourneySteps.DEPLOYMENT);
    assertThat(ada.locator("h1")).containsText("v1.2.0 → v1.1.0");
    assertThat(ada.locator("main")).containsText("Succeeded", JourneySteps.longer());
    agree(ada, cell, "v1.1.0");
  }

  private void theAuditorReadsTheWholeStory() {
    var noor = signIn("noor");
    noor.navigate("/audit");
    var events = noor.locator("#events");
    for (var told : List.of("Nobody agreed to 1.2.0", "Pupils see their marks at once", "Mira")) {
      assertThat(events).containsText(told);
    }
  }

  /// The page says what the API server says.
  private static void agree(Page page, String cell, String version) {
    page.navigate(cell);
    assertThat(page.locator("#cell-version")).containsText(version);
    JsonNode api = kubectl.json("-n", NAMESPACE, "get", "deployment", "api-service");
    assertThat(LaunchContract.image(api)).startsWith(IMAGE + version + "@sha256:");
    assertThat(page.locator("#cell-facts")).containsText(LaunchContract.image(api));
    assertThat(page.locator("#cell-ready")).containsText("3/3");
  }

  private Page signIn(String handle) {
    BrowserContext window = browser.window(portal.url(), Browser.DESKTOP, false);
    var page = window.newPage();
    page.navigate("/sign-in");
    page.getByLabel("Name").fill(handle);
    page.getByLabel("Password").fill(FirstDay.passwordOf(handle));
    page.locator("main form button").click();
    page.waitForURL(url -> !url.contains("/sign-in"));
    return page;
  }

  private static void until(Page page, String address, String part, String words) {
    page.waitForCondition(
        () -> {
          page.navigate(address);
          return page.locator(part).first().innerText().contains(words);
        },
        new Page.WaitForConditionOptions().setTimeout(60_000));
  }

  private static LocatorAssertions.ContainsTextOptions minute() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
  }

  private static Locator right(Page page, String label) {
    return page.locator("#rights tbody tr")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.ROWHEADER,
                        new Page.GetByRoleOptions().setName(label).setExact(true))));
  }

  private static void press(Page page, String name) {
    page.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }
}

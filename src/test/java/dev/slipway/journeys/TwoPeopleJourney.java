package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two administrators, each in their own browser, in production mode: neither changes alone what a
/// cluster is reached with.
@Tag("journey")
class TwoPeopleJourney {

  private static final String ASK = "Try out and ask for a second person";

  private static Browser browser;
  private static PortalProcess portal;
  private static SimulatedCluster campus;
  private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.open();
    folder = Files.createTempDirectory(Path.of("target"), "two-people-journey");
    campus = SimulatedCluster.start(options());
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.mode=production",
                "--slipway.outbound.allow-loopback=true",
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath()));
  }

  @AfterAll
  static void end() {
    if (portal != null) {
      portal.close();
    }
    if (browser != null) {
      browser.close();
    }
    if (campus != null) {
      campus.close();
    }
  }

  private static ClusterOptions options() {
    return ClusterOptions.named("campus").in(folder.resolve("campus")).speed(5);
  }

  @Test
  @Promise("P5")
  void whatOneAsksForTheOtherAgreesToAndTheFirstSeesItDone() throws Exception {
    var sam = FirstDay.administrator(browser, portal);
    var noor = secondAdministrator(sam);

    sam.navigate("/clusters/new");
    assertThat(sam.locator("main")).containsText("once Noor has agreed");
    sam.locator("#name").fill("Campus");
    ask(sam, "The first cluster of the team");
    assertThat(sam.locator("h1")).hasText("Connect cluster campus");
    assertThat(sam.locator("main")).containsText("Nothing has been done yet");
    assertThat(sam.locator("main")).containsText("waits for a second person: Noor");
    assertThat(button(sam, "Approve: Connect cluster campus")).hasCount(0);
    var act = sam.url();
    sam.navigate("/clusters");
    assertThat(sam.locator("main")).containsText("No cluster yet");

    agree(noor, act);
    sam.navigate(act);
    assertThat(sam.locator("main")).containsText("Done, agreed by Noor.");
    sam.navigate("/approvals");
    assertThat(sam.locator("#notices")).containsText("Done, as you asked: Connect cluster campus");
    sam.navigate("/clusters/campus");
    assertThat(sam.locator("h1")).hasText("Campus");

    anotherServerTakesItsPlace(sam, noor);
    changesTheirPassword(sam);
  }

  /// New credentials wait, and by the time somebody agrees another server answers at the address.
  private static void anotherServerTakesItsPlace(Page sam, Page noor) throws Exception {
    sam.navigate("/clusters/campus/credentials");
    ask(sam, "The token was seen in a chat");
    assertThat(sam.locator("h1")).hasText("Replace the credentials of cluster campus");
    var act = sam.url();
    campus.close();
    delete(folder.resolve("campus").resolve("state"));
    campus = SimulatedCluster.start(options());

    agree(noor, act);

    sam.navigate(act);
    assertThat(sam.locator("main")).containsText("Not done: Another cluster answers at");
    assertThat(sam.locator("main")).containsText("Find out why, then ask again.");
  }

  private static void changesTheirPassword(Page sam) {
    var elsewhere = browser.window(portal.url(), Browser.PHONE, true).newPage();
    signIn(elsewhere, FirstDay.passwordOf("sam"));
    sam.navigate("/me");
    fill(sam, "a wrong password", "another long password", "another long password");
    assertThat(sam.locator("#current-note")).containsText("That did not work");
    assertThat(sam.locator("#current")).isEmpty();
    fill(sam, FirstDay.passwordOf("sam"), "another long password", "another long password");
    assertThat(sam.locator("main")).containsText("Your other sessions have ended");
    elsewhere.navigate("/me");
    assertThat(elsewhere).hasURL(Pattern.compile("/sign-in"));
    signIn(elsewhere, "another long password");
    assertThat(elsewhere).not().hasURL(Pattern.compile("/sign-in"));
  }

  private static void fill(Page sam, String current, String password, String again) {
    sam.locator("#current").fill(current);
    sam.locator("#password").fill(password);
    sam.locator("#again").fill(again);
    button(sam, "Change the password").click();
  }

  private static void ask(Page sam, String why) {
    sam.locator("#reason").fill(why);
    sam.locator("#kubeconfig").fill(campus.kubeconfig());
    button(sam, ASK).click();
  }

  private static void agree(Page noor, String act) {
    noor.navigate("/approvals");
    assertThat(noor.locator("#notices")).containsText("Waits for a second person");
    noor.navigate(act);
    var approve = Pattern.compile("^Approve: ");
    noor.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(approve))
        .click();
    assertThat(noor.locator("main")).containsText("Approved. Counts");
    // The page reads itself again once the ten seconds have passed.
    assertThat(noor.locator("main"))
        .containsText(Pattern.compile("Done, agreed by Noor|Not done:"), patience());
  }

  private static LocatorAssertions.ContainsTextOptions patience() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(40_000);
  }

  /// The first administrator invites the second one alone: until then one is enough.
  private static Page secondAdministrator(Page sam) {
    sam.navigate("/people");
    sam.locator("#handle").fill("noor");
    sam.locator("form[action='/people'] #name").fill("Noor");
    sam.locator("form[action='/people'][method=post] button").click();
    sam.navigate("/people/noor");
    var link = FirstDay.invitation(sam);
    var noor = browser.window(portal.url(), Browser.DESKTOP, false).newPage();
    noor.navigate(link);
    noor.locator("#password").fill(FirstDay.passwordOf("noor"));
    button(noor, "Set password and sign in").click();
    assertThat(noor).not().hasURL(Pattern.compile("/join/"));
    sam.navigate("/people/noor");
    sam.locator("#role").selectOption("PLATFORM_ADMIN");
    assertThat(sam.locator("#environment")).isHidden();
    sam.locator("form[action$='/grants'] #reason").fill("The second administrator");
    button(sam, "Give the role").click();
    assertThat(sam.locator("main")).containsText("platform admin");
    return noor;
  }

  private static void signIn(Page page, String password) {
    page.navigate("/sign-in");
    page.locator("#name").fill("sam");
    page.locator("#password").fill(password);
    button(page, "Sign in").click();
  }

  private static Locator button(Page page, String name) {
    return page.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void delete(Path folder) throws Exception {
    try (var walk = Files.walk(folder)) {
      for (var each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

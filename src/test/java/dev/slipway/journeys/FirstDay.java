package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalProcess;
import java.util.List;
import java.util.regex.Pattern;

/// The first day of a portal in production: the first administrator, people, roles, systems,
/// services, environments and placements, each on the page that a person would use.
final class FirstDay {

  private static final Pattern JOIN = Pattern.compile("/join/[\\w-]+");

  private final Browser browser;
  private final PortalProcess portal;
  private final String namespace;

  private FirstDay(Browser browser, PortalProcess portal, String namespace) {
    this.browser = browser;
    this.portal = portal;
    this.namespace = namespace;
  }

  static FirstDay in(Browser browser, PortalProcess portal, String namespace) {
    return new FirstDay(browser, portal, namespace);
  }

  static String passwordOf(String handle) {
    return "the long password of " + handle;
  }

  /// The first administrator, by the token that the portal printed when it started.
  static Page administrator(Browser browser, PortalProcess portal) throws Exception {
    var sam = browser.window(portal.url(), Browser.DESKTOP, false).newPage();
    sam.navigate("/setup?token=" + portal.setupToken());
    fill(sam, "Sign-in name", "sam");
    fill(sam, "Your name", "Sam");
    fill(sam, "Password, at least 12 characters", passwordOf("sam"));
    press(sam, "Make the administrator");
    assertThat(sam.locator("main")).not().containsText("Not done yet");
    return sam;
  }

  void live() throws Exception {
    var sam = administrator(browser, portal);
    team(sam, "students", "Students");
    person(sam, "ada", "Ada", "DEVELOPER", "students");
    person(sam, "kofi", "Kofi", "SERVICE_OWNER", "students");
    person(sam, "mira", "Mira", "APPROVER", "");
    person(sam, "jon", "Jon", "ENVIRONMENT_OWNER", "");
    person(sam, "noor", "Noor", "AUDITOR", "");
    person(sam, "vera", "Vera", "VIEWER", "");
    catalog(sam);
    sam.context().close();
    placements();
  }

  static void team(Page sam, String slug, String name) {
    sam.navigate("/people");
    sam.locator("#team-slug").fill(slug);
    sam.locator("#team-name").fill(name);
    sam.locator("form[action='/teams'] button").click();
    assertThat(sam.locator("h1")).hasText(name);
  }

  /// A person with a role and, by their one-time link, a password.
  void person(Page sam, String handle, String name, String role, String team) {
    sam.navigate("/people");
    sam.locator("#handle").fill(handle);
    sam.locator("form[action='/people'] #name").fill(name);
    sam.locator("form[action='/people'][method=post] button").click();
    assertThat(sam.locator("h1")).hasText(name);
    sam.locator("#role").selectOption(role);
    // A role of the whole portal has no place, so the form asks for none.
    if (sam.locator("#team").isVisible()) {
      sam.locator("#team").selectOption(team);
      sam.locator("#environment").selectOption("");
    }
    sam.locator("#reason").fill("The work of " + name);
    press(sam, "Give the role");
    assertThat(sam.getByText("No role")).hasCount(0);
    var link = invitation(sam);
    var page = browser.window(portal.url(), Browser.DESKTOP, false).newPage();
    page.navigate(link);
    fill(page, "Password, at least 12 characters", passwordOf(handle));
    press(page, "Set password and sign in");
    assertThat(page.locator("main")).not().containsText("Not set yet");
    page.context().close();
  }

  /// The one-time link for the person whose page is open. It comes with a page at the same address,
  /// so what is waited for is the link itself.
  static String invitation(Page sam) {
    press(sam, "Make an invitation");
    var told = sam.locator(".callout code").innerText();
    var link = JOIN.matcher(told);
    if (!link.find()) {
      throw new AssertionError("no one-time link at " + sam.url() + ", but: " + told);
    }
    return link.group();
  }

  static void system(Page sam, String name) {
    sam.navigate("/systems/new");
    fill(sam, "Name", name);
    press(sam, "Register the system");
    assertThat(sam.locator("h1")).containsText(name);
  }

  static void environment(Page sam, String name, String environmentClass, int rank) {
    sam.navigate("/environments/new");
    fill(sam, "Name", name);
    sam.locator("#class").selectOption(environmentClass);
    fill(sam, "Rank", String.valueOf(rank));
    press(sam, "Add the environment");
    assertThat(sam.locator("h1")).containsText(name);
  }

  private static void catalog(Page sam) {
    system(sam, "EMIS");
    system(sam, "Voting");
    environment(sam, "dev", "DEVELOPMENT", 10);
    environment(sam, "qa", "STAGING", 20);
    environment(sam, "production", "PRODUCTION", 30);
    for (var service : List.of("student-service", "vote", "result", "worker")) {
      service(sam, service, service.equals("student-service") ? "EMIS" : "Voting");
    }
  }

  static void service(Page sam, String name, String system) {
    sam.navigate("/services/new");
    fill(sam, "Name", name);
    choose(sam, "#system", system);
    choose(sam, "#team", "Students");
    press(sam, "Register the service");
    assertThat(sam.locator("h1")).containsText(name);
  }

  private void placements() {
    var kofi = signIn(browser, portal, "kofi");
    for (var place : RealWorkloads.places()) {
      place(kofi, place, namespace);
    }
    kofi.context().close();
  }

  static Page signIn(Browser browser, PortalProcess portal, String handle) {
    var page = browser.window(portal.url(), Browser.DESKTOP, false).newPage();
    page.navigate("/sign-in");
    fill(page, "Name", handle);
    fill(page, "Password", passwordOf(handle));
    press(page, "Sign in");
    return page;
  }

  static void place(Page kofi, RealWorkloads.Place place, String namespace) {
    kofi.navigate("/placements/new?service=" + place.service());
    choose(kofi, "#environment", place.environment());
    choose(kofi, "#cluster", "Real cluster");
    kofi.locator("#kind").selectOption("DEPLOYMENT");
    fill(kofi, "Namespace", namespace);
    kofi.locator("#name").fill(place.name());
    kofi.locator("#container").fill(place.container());
    press(kofi, "Place the service");
    assertThat(kofi.locator("h1")).containsText(place.service() + " in " + place.environment());
    assertThat(kofi.locator("#cell-ready")).containsText("3/3");
  }

  static void fill(Page page, String label, String text) {
    page.locator("main")
        .getByLabel(label, new Locator.GetByLabelOptions().setExact(true))
        .fill(text);
  }

  static void choose(Page page, String select, String label) {
    page.locator(select).selectOption(new SelectOption().setLabel(label));
  }

  /// Chooses what is called so and more: `qa` is QA elsewhere, and a datasource has its places.
  static void chooseLike(Page page, String select, String part) {
    var like = new Locator.FilterOptions().setHasText(part);
    choose(page, select, page.locator(select + " option").filter(like).innerText());
  }

  static void press(Page page, String name) {
    page.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}

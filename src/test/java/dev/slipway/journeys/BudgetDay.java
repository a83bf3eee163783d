package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.slipway.journeys.FirstDay.choose;
import static dev.slipway.journeys.FirstDay.chooseLike;
import static dev.slipway.journeys.FirstDay.fill;
import static dev.slipway.journeys.FirstDay.press;

import com.microsoft.playwright.Page;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalProcess;
import java.net.URI;

/// The day after the first one: a service of QuizMentor's comes, a Prometheus is connected, and its
/// team promises something to users. Each on the page that a person would use.
final class BudgetDay {

  static final RealWorkloads.Place PLACE =
      new RealWorkloads.Place(
          "learning-orchestrator", "production", "registry.quizmentor.local/orchestrator:2.4.0");

  private static final String DATASOURCE = "Prometheus of QuizMentor";

  private final Browser browser;
  private final PortalProcess portal;
  private final String namespace;

  private BudgetDay(Browser browser, PortalProcess portal, String namespace) {
    this.browser = browser;
    this.portal = portal;
    this.namespace = namespace;
  }

  static BudgetDay in(Browser browser, PortalProcess portal, String namespace) {
    return new BudgetDay(browser, portal, namespace);
  }

  void live(URI prometheus) {
    var sam = FirstDay.signIn(browser, portal, "sam");
    FirstDay.system(sam, "QuizMentor");
    FirstDay.service(sam, PLACE.service(), "QuizMentor");
    connect(sam, prometheus);
    sam.context().close();
    var kofi = FirstDay.signIn(browser, portal, "kofi");
    FirstDay.place(kofi, PLACE, namespace);
    promise(kofi);
    kofi.context().close();
  }

  private static void connect(Page sam, URI prometheus) {
    sam.navigate("/slo/datasources/new");
    fill(sam, "Name", DATASOURCE);
    fill(sam, "Address", prometheus.toString());
    sam.getByLabel("production").check();
    fill(sam, "Why", "It scrapes all that QuizMentor runs");
    press(sam, "Try out and connect");
    assertThat(sam.locator("main")).containsText(DATASOURCE);
    assertThat(sam.locator("main")).containsText("Answers");
  }

  private static void promise(Page kofi) {
    kofi.navigate("/slo/new");
    fill(kofi, "Service", PLACE.service());
    choose(kofi, "#environment", "production");
    fill(kofi, "Name", "requests-availability");
    fill(kofi, "Good events, per cent", "99.9");
    fill(kofi, "Over how many days", "30");
    chooseLike(kofi, "#datasource", DATASOURCE);
    fill(kofi, "Bad events", UsedBudget.FAILED);
    fill(kofi, "All events", UsedBudget.ALL);
    kofi.getByLabel("It has a say in what may ship").check();
    kofi.getByLabel("It counts at once; else it is a draft").check();
    press(kofi, "Try it");
    assertThat(kofi.locator("#trial")).containsText("25.92 M");
    press(kofi, "Add the objective");
    assertThat(kofi.locator("h1")).containsText("requests-availability");
    kofi.waitForCondition(() -> {
      kofi.reload();
      return kofi.locator("main").innerText().contains("Freeze");
    });
  }
}

package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Browser;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A service whose error budget is half used: what the gate holds, what it lets pass, and what two
/// people can do about it.
abstract class BudgetContract extends JourneySteps {

  private static final String SERVICE = "learning-orchestrator";
  private static final String NEW = "registry.quizmentor.local/orchestrator:2.5.0";
  private static final Pattern USED =
      Pattern.compile("in freeze \\(from 50 %\\): 5[12][.\\d]* % used");

  @Test
  void aUsedBudgetHoldsAFeatureAndNotItsRollbackAndTwoPeopleLetOnePlanPass() {
    var ada = signIn("ada");
    prepare(ada, "Quizzes with pictures for everybody");
    ada.locator("#plan-form button[name=act]").first().click();
    ada.waitForURL(PLAN);
    assertThat(ada.locator("main")).containsText(USED);
    assertThat(ada.locator("main")).containsText(Pattern.compile("It reopens about \\w{3} \\d"));
    var plan = URI.create(ada.url()).getPath();

    askToLetItPass(plan);
    agree();
    await(ada, plan, "Let through once by");
    press(ada, "Ask for approval");
    approveOnPhone(plan);
    ada.getByRole(AriaRole.BUTTON, named("Start: ")).click();
    ada.waitForURL(DEPLOYMENT);
    watch(ada, "Succeeded");

    ada.getByRole(AriaRole.LINK, named("Roll back")).first().click();
    ada.getByLabel("Reason").fill("Pictures make quizzes slow");
    assertThat(ada.locator("main")).containsText("A rollback always passes.");
    ada.locator("#plan-form input[name=acknowledged]").all().forEach(Locator::check);
    ada.locator("button[name=act][value=start]").click();
    ada.waitForURL(DEPLOYMENT);
    watch(ada, "Succeeded");

    prepare(ada, "Quizzes with pictures once more");
    assertThat(ada.locator("main")).containsText(USED);
    assertThat(ada.locator("#plan-form button[name=act][value=start]")).hasCount(0);
  }

  final void prepare(Page ada, String reason) {
    ada.navigate("/plans/new?service=" + SERVICE + "&environment=production&kind=rollout");
    // Two containers run in the sandbox, one on the cluster of the tests.
    ada.getByLabel(Pattern.compile("^(Image|Container orchestrator)$")).fill(NEW);
    ada.getByLabel("Reason").fill(reason);
    press(ada, "Preview");
    assertThat(ada.locator("main")).containsText("nothing is stored yet");
    ada.locator("#plan-form input[name=acknowledged]").all().forEach(Locator::check);
  }

  /// Whoever answers for the service asks, and says why.
  private void askToLetItPass(String plan) {
    var kofi = signIn("kofi", Browser.DESKTOP, "/gate" + plan);
    kofi.getByLabel("Why it cannot wait").fill("The exam of Monday needs pictures in every quiz");
    kofi.getByLabel("Ticket").fill("QUIZ-512");
    press(kofi, "Ask for the other person");
    kofi.waitForURL(PLAN);
  }

  private void agree() {
    var mira = signIn("mira", Browser.DESKTOP, "/approvals");
    assertThat(mira.locator("main")).containsText("Let it past the error budget, once");
    mira.locator("button[name=decision][value=approve]").first().click();
    assertThat(mira.locator("main")).containsText("Undo");
  }
}

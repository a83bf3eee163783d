package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PrometheusProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The gate on a real API server and by a real Prometheus, wherever there are both.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealClusterBudgetJourney extends BudgetContract {

  @Override
  Yard open(Browser browser) throws Exception {
    Assumptions.assumeTrue(PrometheusProcess.isInstalled(), "needs prometheus and promtool");
    return RealYard.openWithBudget(browser);
  }

  /// The last one: nobody starts the Prometheus again. What was counted last holds for a while.
  @Test
  @Order(Integer.MAX_VALUE)
  void aPrometheusThatIsGoneMakesTheBudgetStaleAndNotGood() throws Exception {
    ((RealYard) yard()).losesItsPrometheus();
    var ada = signIn("ada");
    prepare(ada, "Quizzes with music");
    ada.locator("#plan-form button[name=act][value=plan]").click();
    ada.waitForURL(PLAN);
    ada.waitForCondition(
        () -> {
          ada.reload();
          return ada.locator("main").innerText().contains("That is stale, counted up to");
        },
        new Page.WaitForConditionOptions().setTimeout(150_000));
    assertThat(ada.locator("main")).containsText("in freeze (from 50 %)");
    look("stale");
  }
}

package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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

  /// The last one: nobody starts the Prometheus again.
  @Test
  @Order(Integer.MAX_VALUE)
  void aPrometheusThatIsGoneMakesTheBudgetUnknownAndNotGood() throws Exception {
    ((RealYard) yard()).losesItsPrometheus();
    var ada = signIn("ada");
    prepare(ada, "Quizzes with music");
    ada.locator("#plan-form button[name=act][value=plan]").click();
    ada.waitForURL(PLAN);
    assertThat(ada.locator("main"))
        .containsText("Nobody knows how much of the error budget of requests-availability is used");
    look("unknown");
  }
}

package dev.slipway.journeys;

import dev.slipway.testing.Browser;
import dev.slipway.testing.PrometheusProcess;
import org.junit.jupiter.api.Assumptions;

/// Verification on a real API server and by a real Prometheus, wherever there are both.
class RealClusterVerificationJourney extends VerificationContract {

  @Override
  Yard open(Browser browser) throws Exception {
    Assumptions.assumeTrue(PrometheusProcess.isInstalled(), "needs prometheus and promtool");
    return RealYard.open(browser, SOON);
  }
}

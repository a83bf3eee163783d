package dev.slipway.journeys;

import dev.slipway.testing.Browser;
import dev.slipway.testing.PrometheusProcess;
import org.junit.jupiter.api.Assumptions;

/// Verification on the sandbox, by a real Prometheus where there is one.
class SandboxVerificationJourney extends VerificationContract {

  @Override
  Yard open(Browser browser) throws Exception {
    Assumptions.assumeTrue(PrometheusProcess.isInstalled(), "needs prometheus and promtool");
    return SandboxYard.open(SOON);
  }
}

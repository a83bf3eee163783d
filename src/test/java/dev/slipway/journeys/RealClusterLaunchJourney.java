package dev.slipway.journeys;

import dev.slipway.testing.Browser;

/// The journeys on a real API server, wherever `SLIPWAY_TEST_KUBECONFIG` names one.
class RealClusterLaunchJourney extends MishapContract {

  @Override
  Yard open(Browser browser) throws Exception {
    return RealYard.open(browser);
  }
}

package dev.slipway.journeys;

import dev.slipway.testing.Browser;

/// The journeys on the sandbox.
class SandboxLaunchJourney extends MishapContract {

  @Override
  Yard open(Browser browser) throws Exception {
    return SandboxYard.open();
  }
}

package dev.slipway.journeys;

import dev.slipway.testing.Browser;

/// The gate on the sandbox, where QuizMentor's objective stands at 52 %.
class SandboxBudgetJourney extends BudgetContract {

  @Override
  Yard open(Browser browser) throws Exception {
    return SandboxYard.open();
  }
}

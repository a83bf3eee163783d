package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.policies.spi.Heard;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.Budgets;
import org.springframework.stereotype.Component;

/// Where budgets stand, as far as the gate knows: what was counted for this very step, or else the
/// last evaluation.
@Component
class Standings {

  private final Budgets budgets;

  Standings(Budgets budgets) {
    this.budgets = budgets;
  }

  BudgetStanding of(ServiceId service, EnvironmentId environment) {
    return Heard.now(BudgetStanding.class)
        .filter(heard -> heard.service().equals(service))
        .filter(heard -> heard.environment().equals(environment))
        .orElseGet(() -> budgets.standing(service, environment));
  }

  /// Counted at this moment; outside any transaction.
  BudgetStanding askNow(ServiceId service, EnvironmentId environment) {
    return budgets.askNow(service, environment);
  }

  /// The same for whoever only asks.
  BudgetStanding askInTurn(ServiceId service, EnvironmentId environment) {
    return budgets.askInTurn(service, environment);
  }
}

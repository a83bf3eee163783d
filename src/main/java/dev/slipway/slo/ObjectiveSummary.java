package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.math.BigDecimal;
import java.util.UUID;

/// One objective in a list.
///
/// @param objective percent of events that must be good
/// @param gating whether a gate asks it; only while it is active
public record ObjectiveSummary(
    UUID id,
    ServiceView service,
    EnvironmentView environment,
    String name,
    BigDecimal objective,
    int windowDays,
    ObjectiveStatus status,
    boolean gating,
    BudgetReading budget) {

  /// Whether it has a say in what may ship.
  public boolean counts() {
    return gating && status == ObjectiveStatus.ACTIVE;
  }

  /// The same, with what is known of its budget otherwise.
  ObjectiveSummary with(BudgetReading other) {
    return new ObjectiveSummary(
        id, service, environment, name, objective, windowDays, status, gating, other);
  }

  /// Path of its page.
  public String path() {
    return "/slo/" + id;
  }
}

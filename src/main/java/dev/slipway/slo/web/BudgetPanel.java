package dev.slipway.slo.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objectives on the page of their service, or of what they are about in one environment.
///
/// @param environment the only one that is shown; null for all
/// @param more whether there are others that it has no room for
/// @param mayAdd whether to offer another one
record BudgetPanel(
    ServiceView service,
    @Nullable EnvironmentView environment,
    List<BudgetLine> lines,
    boolean more,
    boolean mayAdd) {

  public String add() {
    return ObjectiveFilter.PATH + "/new" + narrowed();
  }

  public String all() {
    return ObjectiveFilter.PATH + narrowed();
  }

  /// What is said where there is none.
  public String nothing() {
    return environment == null
        ? "Nothing is promised of this service yet, so no budget holds its changes back."
        : "Nothing is promised of this service in %s, so no budget holds its changes back."
            .formatted(environment.name());
  }

  private String narrowed() {
    return "?service="
        + service.slug()
        + (environment == null ? "" : "&environment=" + environment.slug());
  }
}

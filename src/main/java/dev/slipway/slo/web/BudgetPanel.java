package dev.slipway.slo.web;

import dev.slipway.catalog.ServiceView;
import java.util.List;

/// Objectives on the page of their service.
///
/// @param more whether there are others that it has no room for
/// @param mayAdd whether to offer another one
record BudgetPanel(ServiceView service, List<BudgetLine> lines, boolean more, boolean mayAdd) {

  public String add() {
    return ObjectiveFilter.PATH + "/new?service=" + service.slug();
  }

  public String all() {
    return ObjectiveFilter.PATH + "?service=" + service.slug();
  }
}

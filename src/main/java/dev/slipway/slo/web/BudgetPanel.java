package dev.slipway.slo.web;

import dev.slipway.catalog.ServiceView;
import java.util.List;

/// Objectives on the page of their service.
///
/// @param more whether there are others that it has no room for
record BudgetPanel(ServiceView service, List<BudgetLine> lines, boolean more) {

  public String all() {
    return ObjectiveFilter.PATH + "?service=" + service.slug();
  }
}

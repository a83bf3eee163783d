package dev.slipway.home;

import dev.slipway.slo.Budgets.Place;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Judges cells again whose budgets tell something else.
@Component
class BudgetCells {

  private final LiveCells cells;

  BudgetCells(LiveCells cells) {
    this.cells = cells;
  }

  @EventListener
  void on(BudgetsShown event) {
    cells.refresh(
        cells.laidOut().placements().values().stream()
            .filter(placement ->
                event.places().contains(new Place(placement.service(), placement.environment())))
            .toList());
  }
}

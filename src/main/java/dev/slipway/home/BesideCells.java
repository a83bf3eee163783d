package dev.slipway.home;

import dev.slipway.slo.Budgets.Place;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Judges cells again of which something else is known beside their pods.
@Component
class BesideCells {

  private final LiveCells cells;

  BesideCells(LiveCells cells) {
    this.cells = cells;
  }

  @EventListener
  void on(BesidesShown event) {
    cells.refresh(
        cells.laidOut().placements().values().stream()
            .filter(placement ->
                event.places().contains(new Place(placement.service(), placement.environment())))
            .toList());
  }
}

package dev.slipway.home;

import java.util.Arrays;
import java.util.List;

/// Counts placements by state. One that fails while a plan waits for somebody counts in both.
final class Tally {

  private final int[] numbers = new int[CellState.values().length];

  void add(MatrixView.Row row) {
    for (var cell : row.cells()) {
      if (cell != null) {
        add(cell.state());
        if (cell.waiting() && cell.state() != CellState.WAITING) {
          add(CellState.WAITING);
        }
      }
    }
  }

  private void add(CellState state) {
    numbers[state.ordinal()]++;
  }

  /// Every state that occurs, and the one that was asked for even if nothing is in it any more.
  List<MatrixView.Count> counts(MatrixFilter filter) {
    var chosen = filter.cellState().orElse(null);
    return Arrays.stream(CellState.values())
        .filter(state -> numbers[state.ordinal()] > 0 || state == chosen)
        .map(state ->
            new MatrixView.Count(
                state, numbers[state.ordinal()], state == chosen, filter.withState(state)))
        .toList();
  }
}

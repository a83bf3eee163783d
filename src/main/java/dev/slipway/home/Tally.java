package dev.slipway.home;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts placements by state. One that fails while a plan waits for somebody counts in both, and
/// so does one that fails where something else runs than was deployed.
final class Tally {

  private final Map<CellState, Integer> numbers = new EnumMap<>(CellState.class);

  void add(MatrixView.Row row) {
    for (var cell : row.cells()) {
      if (cell != null) {
        add(cell.state());
        if (cell.waiting() && cell.state() != CellState.WAITING) {
          add(CellState.WAITING);
        }
        if (cell.drift() && cell.state() != CellState.DRIFT) {
          add(CellState.DRIFT);
        }
      }
    }
  }

  private void add(CellState state) {
    numbers.merge(state, 1, Integer::sum);
  }

  /// Every state that occurs, and the one that was asked for even if nothing is in it any more.
  List<MatrixView.Count> counts(MatrixFilter filter) {
    var chosen = filter.cellState().orElse(null);
    return Arrays.stream(CellState.values())
        .filter(state -> numbers.containsKey(state) || state == chosen)
        .map(state ->
            new MatrixView.Count(
                state, numbers.getOrDefault(state, 0), state == chosen, filter.withState(state)))
        .toList();
  }
}

package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.SystemId;
import dev.slipway.policies.FreezeWindows.ActiveFreeze;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is frozen in one column of the matrix, said as briefly as it is true: all of it, or which
/// systems. A row without a placement counts too: its service could be placed there.
///
/// @param whole what freezes every row that is shown
/// @param partly names of frozen systems that run something there, where other rows are open
record Frost(@Nullable ActiveFreeze whole, List<String> partly) {

  private static final Frost NONE = new Frost(null, List.of());

  /// @param column among the cells of the rows
  static Frost in(
      EnvironmentView environment, int column, List<MatrixView.Row> shown, HeldFreezes held) {
    if (held.isEmpty()) {
      return NONE;
    }
    if (shown.isEmpty()) {
      return new Frost(held.onAll(environment.id()).orElse(null), List.of());
    }
    Map<SystemId, ActiveFreeze> frozen = new HashMap<>();
    shown.stream()
        .map(row -> row.service().system())
        .distinct()
        .forEach(system ->
            held.on(environment.id(), system).ifPresent(freeze -> frozen.put(system, freeze)));
    if (shown.stream().allMatch(row -> frozen.containsKey(row.service().system()))) {
      return new Frost(
          frozen.values().stream().min(Comparator.comparing(ActiveFreeze::until)).orElseThrow(),
          List.of());
    }
    return new Frost(
        null,
        shown.stream()
            .filter(row -> row.cells().get(column) != null)
            .filter(row -> frozen.containsKey(row.service().system()))
            .map(row -> row.service().systemName())
            .distinct()
            .toList());
  }
}

package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.SystemId;
import dev.slipway.policies.FreezeWindows.ActiveFreeze;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is frozen in one column of the matrix, said as briefly as it is true: all of it, or which
/// systems.
///
/// @param whole what freezes every system that is shown there
/// @param partly names of frozen systems, where others are open
record Frost(@Nullable ActiveFreeze whole, List<String> partly) {

  private static final Frost NONE = new Frost(null, List.of());

  static Frost in(
      EnvironmentView environment,
      int column,
      Layout layout,
      MatrixFilter filter,
      HeldFreezes held) {
    if (held.isEmpty()) {
      return NONE;
    }
    Map<SystemId, String> systems = new LinkedHashMap<>();
    layout.services().stream()
        .filter(service -> filter.holds(service) && layout.row(service.id()).get(column) != null)
        .forEach(service -> systems.put(service.system(), service.systemName()));
    if (systems.isEmpty()) {
      return new Frost(held.onAll(environment.id()).orElse(null), List.of());
    }
    var frozen =
        systems.keySet().stream()
            .map(system -> held.on(environment.id(), system).orElse(null))
            .filter(Objects::nonNull)
            .toList();
    if (frozen.size() == systems.size()) {
      return new Frost(
          frozen.stream().min(Comparator.comparing(ActiveFreeze::until)).orElseThrow(), List.of());
    }
    return new Frost(
        null,
        systems.entrySet().stream()
            .filter(system -> held.on(environment.id(), system.getKey()).isPresent())
            .map(Map.Entry::getValue)
            .toList());
  }
}

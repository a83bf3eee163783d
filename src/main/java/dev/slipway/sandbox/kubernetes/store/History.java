package dev.slipway.sandbox.kubernetes.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The changes of the near past, by type, for watches that start in it. Guarded by the store's
/// lock.
final class History {

  private final int limit;
  private final Map<String, List<Change>> changes = new HashMap<>();
  private final Map<String, Long> forgotten = new HashMap<>();
  private long truncated;

  History(int limit) {
    this.limit = limit;
  }

  void add(Change change) {
    List<Change> list = changes.computeIfAbsent(change.type(), _ -> new ArrayList<>());
    list.add(change);
    if (list.size() > 2 * limit) {
      List<Change> old = list.subList(0, limit);
      forgotten.put(change.type(), old.getLast().version());
      old.clear();
    }
  }

  /// Whether a watch of the type can still start after the version.
  boolean reaches(String type, long version) {
    return version >= Math.max(truncated, forgotten.getOrDefault(type, 0L));
  }

  List<Change> after(String type, long version) {
    List<Change> list = changes.getOrDefault(type, List.of());
    int low = 0;
    int high = list.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (list.get(middle).version() <= version) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return List.copyOf(list.subList(low, list.size()));
  }

  void truncate(long version) {
    truncated = version;
    changes.values().forEach(list -> list.removeIf(change -> change.version() <= version));
  }

  long truncated() {
    return truncated;
  }
}

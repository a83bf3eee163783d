package dev.slipway.clusters.fabric8;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Records by `namespace/name`, and by what they belong to.
final class OwnedRecords<T> {

  private final Function<T, @Nullable String> owner;
  private final Map<String, T> records = new HashMap<>();
  private final Map<String, Map<String, T>> byOwner = new HashMap<>();

  OwnedRecords(Function<T, @Nullable String> owner) {
    this.owner = owner;
  }

  @Nullable T get(String key) {
    return records.get(key);
  }

  Set<String> keys() {
    return Set.copyOf(records.keySet());
  }

  Collection<T> all() {
    return records.values();
  }

  Collection<T> of(String owner) {
    return byOwner.getOrDefault(owner, Map.of()).values();
  }

  /// Takes the place of what was kept under this key.
  ///
  /// @return the owners concerned
  Set<String> put(String key, T record) {
    var touched = remove(key);
    var name = owner.apply(record);
    records.put(key, record);
    if (name != null) {
      byOwner.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(key, record);
      touched.add(name);
    }
    return touched;
  }

  Set<String> remove(String key) {
    var touched = new HashSet<String>();
    var old = records.remove(key);
    var name = old == null ? null : owner.apply(old);
    if (name != null) {
      var members = byOwner.get(name);
      if (members != null && members.remove(key) != null && members.isEmpty()) {
        byOwner.remove(name);
      }
      touched.add(name);
    }
    return touched;
  }
}

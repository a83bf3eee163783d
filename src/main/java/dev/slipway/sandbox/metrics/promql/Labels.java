package dev.slipway.sandbox.metrics.promql;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The labels of a series, its name among them as `__name__`. A label without a value is none.
public final class Labels {

  static final String NAME = "__name__";
  static final Labels NONE = new Labels(new TreeMap<>());

  private final SortedMap<String, String> values;

  private Labels(SortedMap<String, String> values) {
    this.values = values;
  }

  public static Labels of(String name, Map<String, String> labels) {
    var all = new TreeMap<>(labels);
    all.put(NAME, name);
    all.values().removeIf(String::isEmpty);
    return new Labels(all);
  }

  /// Empty if there is no such label.
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  public SortedMap<String, String> asMap() {
    return Collections.unmodifiableSortedMap(values);
  }

  /// The same with one more; an empty value takes the label away.
  public Labels with(String name, String value) {
    var changed = new TreeMap<>(values);
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new Labels(changed);
  }

  Labels withoutName() {
    return values.containsKey(NAME) ? with(NAME, "") : this;
  }

  Labels only(Collection<String> names) {
    var kept = new TreeMap<>(values);
    kept.keySet().retainAll(names);
    return new Labels(kept);
  }

  Labels without(Collection<String> names) {
    var kept = new TreeMap<>(values);
    kept.keySet().removeAll(names);
    kept.remove(NAME);
    return new Labels(kept);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels labels && values.equals(labels.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /// As Prometheus writes them: `name{label="value"}`.
  @Override
  public String toString() {
    var named = get(NAME);
    var rest =
        values.entrySet().stream()
            .filter(label -> !label.getKey().equals(NAME))
            .map(label -> label.getKey() + "=" + Words.quoted(label.getValue()))
            .collect(Collectors.joining(", "));
    return rest.isEmpty() && !named.isEmpty() ? named : named + "{" + rest + "}";
  }
}

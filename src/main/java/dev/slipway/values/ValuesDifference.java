package dev.slipway.values;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two files of values, value by value.
public record ValuesDifference(List<Row> rows) {

  /// One path on both sides.
  ///
  /// @param here null where this side does not have it
  /// @param differs whether the two are known to differ; of what is hidden nothing is known
  public record Row(
      String path,
      ValuesFile.@Nullable Entry here,
      ValuesFile.@Nullable Entry there,
      boolean differs) {}

  public static ValuesDifference between(ValuesFile here, ValuesFile there) {
    var paths = new LinkedHashSet<String>();
    here.values().forEach(entry -> paths.add(entry.path()));
    there.values().forEach(entry -> paths.add(entry.path()));
    var rows = new ArrayList<Row>();
    for (var path : paths) {
      var one = here.at(path).orElse(null);
      var other = there.at(path).orElse(null);
      rows.add(new Row(path, one, other, differs(one, other)));
    }
    return new ValuesDifference(List.copyOf(rows));
  }

  private static boolean differs(ValuesFile.@Nullable Entry one, ValuesFile.@Nullable Entry other) {
    if (one == null || other == null) {
      return true;
    }
    return !one.hidden() && !other.hidden() && !one.value().equals(other.value());
  }

  public long count() {
    return rows.stream().filter(Row::differs).count();
  }
}

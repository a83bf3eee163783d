package dev.slipway.values;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The values of one service in one environment, as one file gave them.
///
/// @param name of the file, such as `values-prod.yaml`
/// @param values in the order of the file
public record ValuesFile(
    UUID id,
    String name,
    List<Entry> values,
    Instant importedAt,
    String importedBy,
    String reason) {

  /// One value by its path.
  ///
  /// @param value empty where it is hidden
  /// @param hidden whether it looks like a secret: then it was not stored
  public record Entry(String path, String value, boolean hidden) {

    public String shown() {
      return hidden ? "hidden, not stored: it looks like a secret" : value;
    }
  }

  public long hidden() {
    return values.stream().filter(Entry::hidden).count();
  }

  public Optional<Entry> at(String path) {
    return values.stream().filter(entry -> entry.path().equals(path)).findFirst();
  }
}

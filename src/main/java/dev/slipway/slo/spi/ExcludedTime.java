package dev.slipway.slo.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Tells which time people have agreed not to count. Asked whenever an objective is counted, so it
/// reads its own rows and nothing else.
public interface ExcludedTime {

  /// What is in force and ends after a moment, by objective; one without any is left out.
  Map<UUID, List<Stretch>> of(Collection<UUID> objectives, Instant since);

  /// A stretch of whole hours.
  ///
  /// @param from its first instant, on the hour
  /// @param to the first instant after it, on the hour
  /// @param words why, in a few words
  record Stretch(Instant from, Instant to, String words) {

    /// Whether an hour with this first instant lies in it.
    public boolean holds(Instant hour) {
      return !hour.isBefore(from) && hour.isBefore(to);
    }
  }
}

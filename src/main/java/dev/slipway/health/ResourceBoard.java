package dev.slipway.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands around the workloads of all clusters, at one moment.
///
/// @param readings worst first
/// @param tellers clusters that were asked, by name
public record ResourceBoard(List<ResourceReading> readings, List<Teller> tellers) {

  public ResourceBoard {
    readings = List.copyOf(readings);
    tellers = List.copyOf(tellers);
  }

  /// A cluster that is asked.
  ///
  /// @param asOf when it last told; null before it ever did
  /// @param trouble why it did not since; empty where it did
  /// @param gaps what it did not tell, and what would help
  /// @param absent kinds that it does not have, which is no fault
  public record Teller(
      String slug,
      String name,
      @Nullable Instant asOf,
      String trouble,
      List<String> gaps,
      List<String> absent) {

    public Teller {
      gaps = List.copyOf(gaps);
      absent = List.copyOf(absent);
    }
  }
}

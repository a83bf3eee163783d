package dev.slipway.slo.spi;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.time.Instant;
import java.util.List;

/// Tells what happened to a service and may have cost budget, to be marked on its chart.
public interface Happenings {

  /// Between two moments, in any order; the newest of too many.
  List<Happening> of(ServiceView service, EnvironmentView environment, Instant from, Instant to);

  /// One of them.
  ///
  /// @param name a few letters, beside its line
  /// @param words a sentence
  /// @param href path of the page that tells more
  record Happening(Instant at, String name, String words, String href) {}
}

package dev.slipway.sandbox.metrics.promql;

import java.util.List;

/// Where series are kept.
@FunctionalInterface
public interface Storage {

  /// All of them as they are now.
  List<Series> series();
}

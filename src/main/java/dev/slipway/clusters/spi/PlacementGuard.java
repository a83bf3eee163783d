package dev.slipway.clusters.spi;

import dev.slipway.clusters.PlacementId;

/// Keeps a placement as it is while something relies on it. Implemented by whoever changes what
/// runs there.
public interface PlacementGuard {

  /// Asked in the transaction that changes the placement. Takes the lock under which changes begin,
  /// so that none begins before that transaction ends.
  ///
  /// @throws PlacementHeld if something runs there or waits for it
  void requireFree(PlacementId placement);
}

package dev.slipway.clusters.spi;

import dev.slipway.clusters.PlacementId;

/// Keeps a placement as it is while something relies on it. Implemented by whoever changes what
/// runs there, or closes it to changes.
public interface PlacementGuard {

  /// Asked in the transaction that changes the placement. Takes the lock under which changes begin,
  /// so that none begins before that transaction ends.
  ///
  /// @throws PlacementHeld if something runs there or waits for it
  void requireFree(PlacementId placement);

  /// Asked in the transaction that ends the placement.
  ///
  /// @throws PlacementHeld if something runs there, waits for it, or belongs to it for as long as
  ///   it is
  default void requireMayEnd(PlacementId placement) {
    requireFree(placement);
  }
}

package dev.slipway.catalog.spi;

import dev.slipway.catalog.ServiceView;

/// Asked before a service goes to another system or team, in the transaction that moves it: rules
/// hang on both.
public interface ServiceMoves {

  /// Refuses a move that has to wait.
  ///
  /// @throws dev.slipway.kernel.DomainFailure if it has to stay for now
  void requireMayMove(ServiceView service);
}

package dev.slipway.policies;

import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.spi.PlacementGuard;
import dev.slipway.clusters.spi.PlacementHeld;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// A locked placement neither goes away nor to another workload: else the locked workload could be
/// placed anew, for this service or another one, and be rid of the lock.
@Component
@Order(1)
class LockedPlacements implements PlacementGuard {

  private final LockRepository locks;
  private final PolicyGate gate;

  LockedPlacements(LockRepository locks, PolicyGate gate) {
    this.locks = locks;
    this.gate = gate;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void requireFree(PlacementId placement) {
    gate.changing();
    locks
        .inForce(placement.value())
        .ifPresent(lock -> {
          throw new PlacementHeld(
              "%s locked it: %s. Release the lock first, then try again."
                  .formatted(lock.setBy(), lock.reason()));
        });
  }
}

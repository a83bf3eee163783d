package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// What is asked for, running or locked, by placement.
@Component
class PendingChanges {

  private final Map<PlacementId, Pending> pending = new ConcurrentHashMap<>();
  private final Map<PlacementId, String> locks = new ConcurrentHashMap<>();

  Optional<Pending> on(PlacementId placement) {
    return Optional.ofNullable(pending.get(placement));
  }

  String lockOn(PlacementId placement) {
    return locks.getOrDefault(placement, "");
  }
}

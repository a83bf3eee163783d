package dev.slipway.plans.spi;

import dev.slipway.clusters.PlacementId;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Optional;

/// Tells how long changes usually take. The history answers, which also knows what ran before this
/// portal's own operations.
public interface UsualDurations {

  /// Empty before the first that succeeded.
  Optional<UsualDuration> usual(PlacementId placement, ChangeKind kind);
}

package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import java.util.Set;

/// History tells other ages of these placements' versions than before.
record AgesChanged(Set<PlacementId> placements) {}

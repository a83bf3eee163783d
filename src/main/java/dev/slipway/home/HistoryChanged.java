package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import java.util.Set;

/// History tells something else than before of what runs in these placements.
record HistoryChanged(Set<PlacementId> placements) {}

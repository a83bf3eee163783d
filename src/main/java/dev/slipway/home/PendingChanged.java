package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import java.util.Set;

/// Told inside the process when plans, operations or locks of placements stand differently.
public record PendingChanged(Set<PlacementId> placements) {}

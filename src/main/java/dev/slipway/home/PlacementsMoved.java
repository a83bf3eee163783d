package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import java.util.Set;

/// Told inside the process, on every replica, when services run elsewhere or were taken off: pages
/// about these placements show something that is no more.
public record PlacementsMoved(Set<PlacementId> placements) {}

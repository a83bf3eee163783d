package dev.slipway.clusters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was last seen of a placement, kept over restarts. Always shown with its age.
///
/// @param image as written in the template of the placement's container
/// @param digest what ran, if the cluster said
/// @param gone whether a live cluster then said that the workload does not exist any more
/// @param asOf by the database's clock
public record LastKnown(
    PlacementId placement,
    String image,
    @Nullable String digest,
    RolloutVerdict rollout,
    Health health,
    String healthReason,
    int desired,
    int ready,
    boolean gone,
    Instant asOf) {}

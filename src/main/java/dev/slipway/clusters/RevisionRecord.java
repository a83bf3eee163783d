package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One former template that the cluster keeps.
///
/// @param replicas its pods, or null where the cluster does not tell
/// @param template the pod template without the hash label
public record RevisionRecord(
    String name,
    String revision,
    String templateHash,
    Instant createdAt,
    @Nullable Integer replicas,
    @Nullable String changeCause,
    List<ContainerImage> images,
    JsonNode template) {}

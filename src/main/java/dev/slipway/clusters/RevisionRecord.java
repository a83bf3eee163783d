package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One former template that the cluster keeps.
///
/// @param template the pod template without the hash label
public record RevisionRecord(
    String name,
    String revision,
    String templateHash,
    Instant createdAt,
    int replicas,
    @Nullable String changeCause,
    List<ContainerImage> images,
    JsonNode template) {}

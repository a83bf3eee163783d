package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;

/// The HorizontalPodAutoscaler that owns the replica count.
public record Autoscaler(
    String name,
    String uid,
    int minReplicas,
    int maxReplicas,
    int currentReplicas,
    int desiredReplicas,
    @Nullable String note) {}

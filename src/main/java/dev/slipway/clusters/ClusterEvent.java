package dev.slipway.clusters;

import java.time.Instant;

/// An event as the cluster reports it: best effort, kept about an hour, never a source of state.
public record ClusterEvent(
    Instant at, boolean warning, String reason, String message, String object, int count) {}

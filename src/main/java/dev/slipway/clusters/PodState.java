package dev.slipway.clusters;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pod of a workload as `kubectl get` would word it.
///
/// @param reason status text such as `Running`, `CrashLoopBackOff`, `Init:0/1`
/// @param message what the cluster says about it, if anything
/// @param newest whether it belongs to the newest template
/// @param failing whether it is in an image, configuration or crash error
public record PodState(
    String name,
    String uid,
    String reason,
    @Nullable String message,
    boolean ready,
    boolean newest,
    boolean failing,
    boolean terminating,
    int restarts,
    @Nullable String node,
    @Nullable Instant startedAt,
    @Nullable Instant failingSince,
    List<String> containers,
    List<String> images,
    List<String> imageDigests) {}

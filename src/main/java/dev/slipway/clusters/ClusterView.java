package dev.slipway.clusters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A registered cluster and how it is.
///
/// @param uid UID of its `kube-system` namespace, once met
/// @param configured whether it is named by the operator's configuration rather than registered by
///   hand
public record ClusterView(
    ClusterId id,
    String slug,
    String name,
    String server,
    @Nullable String uid,
    boolean configured,
    Instant registeredAt,
    ClusterSight sight) {

  public Freshness freshness() {
    return sight.freshness();
  }
}

package dev.slipway.clusters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A registered cluster and how it is.
///
/// @param uid UID of its `kube-system` namespace, once met
/// @param origin where its credentials are from
/// @param expiresAt when they end by themselves; null if they never do, or if Kubernetes renews
///   them
public record ClusterView(
    ClusterId id,
    String slug,
    String name,
    String server,
    @Nullable String uid,
    Origin origin,
    @Nullable Instant expiresAt,
    Instant registeredAt,
    ClusterSight sight) {

  /// Where the credentials of a cluster are from.
  public enum Origin {
    /// A file that the operator's configuration names.
    CONFIGURATION,
    /// Entered in the portal, kept sealed in its database.
    PORTAL,
    /// The service account of the portal's own pod.
    IN_CLUSTER
  }

  /// Whether it is named by the operator's configuration rather than registered by hand.
  public boolean configured() {
    return origin == Origin.CONFIGURATION;
  }

  public Freshness freshness() {
    return sight.freshness();
  }
}

package dev.slipway.clusters;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is to become of a cluster or its credentials, once somebody else has agreed. Holds a
/// secret: it is stored sealed and for as long as it waits only.
///
/// @param cluster also the id that a new one will have
/// @param kubeconfig null for the account of the portal's own pod, and for a removal
/// @param uid UID of `kube-system` where the credentials lead, or of the cluster to be removed
/// @param basedOn when the cluster was last changed; null for a new one
record ClusterWish(
    Change change,
    UUID cluster,
    String slug,
    String name,
    @Nullable String kubeconfig,
    String server,
    @Nullable Instant expiresAt,
    @Nullable String uid,
    String version,
    String reason,
    @Nullable Instant basedOn) {

  enum Change {
    CONNECT,
    REPLACE,
    REMOVE
  }

  ClusterId id() {
    return new ClusterId(cluster);
  }

  boolean inCluster() {
    return kubeconfig == null;
  }

  @Override
  public String toString() {
    return "ClusterWish[" + change + " " + slug + "]";
  }
}

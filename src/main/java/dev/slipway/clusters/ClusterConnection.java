package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;

/// What the adapter needs to reach a cluster. Holds a credential: never logged, never shown.
///
/// @param uid UID of its `kube-system` namespace as recorded at first contact, or null before
/// @param met called at every new contact with the UID that answered; gives back the one that
///   counts
public record ClusterConnection(
    ClusterId id,
    String slug,
    String name,
    String kubeconfig,
    @Nullable String uid,
    Acquaintance met) {

  /// Remembers which cluster it is, the first time.
  @FunctionalInterface
  public interface Acquaintance {
    String met(String uid, String version);
  }

  @Override
  public String toString() {
    return "ClusterConnection[" + slug + "]";
  }
}

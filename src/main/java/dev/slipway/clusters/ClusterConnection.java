package dev.slipway.clusters;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the adapter needs to reach a cluster. Holds a credential: never logged, never shown.
///
/// @param tokenFile where the token is renewed from, in place of the one in the kubeconfig; or null
/// @param uid UID of its `kube-system` namespace as recorded at first contact, or null before
/// @param met called at every new contact with the UID that answered; gives back the one that
///   counts
public record ClusterConnection(
    ClusterId id,
    String slug,
    String name,
    String kubeconfig,
    @Nullable Path tokenFile,
    @Nullable String uid,
    Acquaintance met) {

  /// With the credential of the kubeconfig alone.
  public ClusterConnection(
      ClusterId id,
      String slug,
      String name,
      String kubeconfig,
      @Nullable String uid,
      Acquaintance met) {
    this(id, slug, name, kubeconfig, null, uid, met);
  }

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

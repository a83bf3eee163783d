package dev.slipway.clusters;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The port to whatever watches clusters: one watch per cluster and kind, however many people look.
public interface ClusterWatch {

  /// Where a kubeconfig leads.
  ///
  /// @param expiresAt when its credential ends by itself, as far as it says so
  record Endpoint(String server, boolean loopback, @Nullable Instant expiresAt) {}

  /// Who answered.
  ///
  /// @param uid UID of its `kube-system` namespace
  record Met(String uid, String version) {}

  /// Reads a kubeconfig and refuses one that would run a program, read a file or skip a check.
  Endpoint check(String kubeconfig);

  /// Signs in once, to see who answers and whether it takes the credential.
  ///
  /// @throws dev.slipway.kernel.DomainFailure if it does not, in words for whoever entered it
  Met meet(String kubeconfig);

  /// Asks once, with credentials that are not stored yet, which of these rights they give. Empty
  /// where the cluster does not tell.
  ///
  /// @param namespaces in which to ask for what is not given everywhere
  /// @throws dev.slipway.kernel.DomainFailure if it does not answer
  Optional<ClusterRights> rights(
      String kubeconfig, Collection<ClusterRights.Right> wanted, Set<String> namespaces);

  /// Watches a cluster from now on, in place of an earlier connection of the same id.
  void start(ClusterConnection connection);

  void stop(ClusterId cluster);

  Optional<WorkloadState> state(WorkloadRef ref);

  List<WorkloadState> all(ClusterId cluster);

  ClusterSight sight(ClusterId cluster);
}

package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.WorkloadKind;

/// The kinds that the portal watches on every cluster, one watch each.
enum WatchedKind {
  DEPLOYMENTS("/apis/apps/v1", "deployments", true),
  REPLICA_SETS("/apis/apps/v1", "replicasets", true),
  STATEFUL_SETS("/apis/apps/v1", "statefulsets", false),
  DAEMON_SETS("/apis/apps/v1", "daemonsets", false),
  PODS("/api/v1", "pods", true),
  AUTOSCALERS("/apis/autoscaling/v2", "horizontalpodautoscalers", false),
  APPLICATIONS("/apis/argoproj.io/v1alpha1", "applications", false);

  private final String root;
  private final String plural;
  private final boolean needed;

  WatchedKind(String root, String plural, boolean needed) {
    this.root = root;
    this.plural = plural;
    this.needed = needed;
  }

  /// Path of the collection over all namespaces.
  String path() {
    return root + "/" + plural;
  }

  String plural() {
    return plural;
  }

  /// Whether nothing can be said of any workload without it.
  boolean needed() {
    return needed;
  }

  /// Whether a cluster without it is as Kubernetes made it, so that nobody needs to know.
  boolean isExtra() {
    return this == APPLICATIONS;
  }

  static WatchedKind of(WorkloadKind kind) {
    return switch (kind) {
      case DEPLOYMENT -> DEPLOYMENTS;
      case STATEFUL_SET -> STATEFUL_SETS;
      case DAEMON_SET -> DAEMON_SETS;
    };
  }
}

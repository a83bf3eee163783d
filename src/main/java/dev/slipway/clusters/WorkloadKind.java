package dev.slipway.clusters;

/// Kinds of workload that the portal knows. Names are those of the Kubernetes API (`apps/v1`).
public enum WorkloadKind {
  DEPLOYMENT("Deployment"),
  STATEFUL_SET("StatefulSet"),
  DAEMON_SET("DaemonSet");

  private final String kubernetes;

  WorkloadKind(String kubernetes) {
    this.kubernetes = kubernetes;
  }

  public String kubernetes() {
    return kubernetes;
  }
}

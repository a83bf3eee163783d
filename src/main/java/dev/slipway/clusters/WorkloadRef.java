package dev.slipway.clusters;

/// The address of a workload. Identity is the UID of the live object; this is only where to look.
public record WorkloadRef(ClusterId cluster, String namespace, WorkloadKind kind, String name) {

  @Override
  public String toString() {
    return kind.kubernetes() + " " + namespace + "/" + name;
  }
}

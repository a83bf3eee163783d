package dev.slipway.sandbox.kubernetes.admission;

/// How a write is meant: who writes, and whether it counts.
public record WriteOptions(String manager, boolean dryRun, boolean strict) {

  private static final WriteOptions CONTROLLER =
      new WriteOptions("kube-controller-manager", false, false);

  /// A write of the control plane itself.
  public static WriteOptions controller() {
    return CONTROLLER;
  }

  public static WriteOptions by(String manager) {
    return new WriteOptions(manager, false, false);
  }
}

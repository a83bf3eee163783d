package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;

/// Somebody else who also writes this workload.
///
/// @param selfHealing whether it will revert a change by itself
/// @param sync how an Argo CD application syncs; null where the cluster does not show it
public record Owner(
    Kind kind, String name, boolean selfHealing, @Nullable String detail, @Nullable Sync sync) {

  public Owner(Kind kind, String name, boolean selfHealing, @Nullable String detail) {
    this(kind, name, selfHealing, detail, null);
  }

  /// How an Argo CD application syncs now.
  ///
  /// @param automatic whether it syncs by itself
  /// @param pausedBy the deployment of this portal that took that away, if one did
  public record Sync(String namespace, boolean automatic, @Nullable String pausedBy) {

    /// Whether the portal paused it and has something to put back.
    public boolean isPaused() {
      return !automatic && pausedBy != null;
    }
  }

  /// Who it can be.
  public enum Kind {
    HPA,
    ARGO_CD,
    FLUX,
    HELM,
    OPERATOR,
    KEDA
  }
}

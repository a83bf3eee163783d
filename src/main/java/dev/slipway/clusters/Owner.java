package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;

/// Somebody else who also writes this workload.
///
/// @param selfHealing whether it will revert a change by itself
public record Owner(Kind kind, String name, boolean selfHealing, @Nullable String detail) {

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

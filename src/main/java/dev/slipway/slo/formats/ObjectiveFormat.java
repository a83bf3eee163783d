package dev.slipway.slo.formats;

import java.util.Locale;

/// What a file of objectives is written in.
public enum ObjectiveFormat {
  /// Sloth's plain specification, `version: prometheus/v1`.
  SLOTH("Sloth"),
  /// Sloth's resource for Kubernetes, `kind: PrometheusServiceLevel`.
  SLOTH_CR("Sloth (PrometheusServiceLevel)"),
  /// `apiVersion: openslo/v1`.
  OPENSLO("OpenSLO v1"),
  /// Pyrra's resource for Kubernetes, `apiVersion: pyrra.dev/v1alpha1`. Only read.
  PYRRA("Pyrra");

  private final String label;

  ObjectiveFormat(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /// As in addresses and the API, such as `sloth-cr`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.slipway.slo.formats;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

  /// The format of this slug, such as `openslo`.
  public static Optional<ObjectiveFormat> ofSlug(String slug) {
    return Arrays.stream(values()).filter(one -> one.slug().equals(slug)).findFirst();
  }

  /// Whether the portal writes it, too.
  public boolean isWritten() {
    return this != PYRRA;
  }

  public String label() {
    return label;
  }

  /// As in addresses and the API, such as `sloth-cr`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

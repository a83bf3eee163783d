package dev.slipway.slo;

import java.util.Locale;

/// How a datasource lets the portal in.
public enum DatasourceAuth {
  NONE,
  BEARER,
  BASIC;

  /// As in forms and the API.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}

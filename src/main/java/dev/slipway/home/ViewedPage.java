package dev.slipway.home;

import java.util.Optional;

/// A list whose filters stand in its address, so that they can be kept under a name.
public enum ViewedPage {
  MATRIX("Matrix", "/", "grid-2x2"),
  SERVICES("Services", "/services", "box"),
  DEPLOYMENTS("Deployments", "/deployments", "rocket"),
  HEALTH("Health", "/health", "circle-check"),
  OBJECTIVES("Objectives", "/slo", "gauge"),
  AUDIT("Audit", "/audit", "scroll-text");

  private final String label;
  private final String path;
  private final String icon;

  ViewedPage(String label, String path, String icon) {
    this.label = label;
    this.path = path;
    this.icon = icon;
  }

  public String label() {
    return label;
  }

  public String path() {
    return path;
  }

  public String icon() {
    return icon;
  }

  /// The page with this path; empty for every other address.
  public static Optional<ViewedPage> at(String path) {
    for (var page : values()) {
      if (page.path.equals(path)) {
        return Optional.of(page);
      }
    }
    return Optional.empty();
  }
}

package dev.slipway.catalog;

/// Where a service stands in its life.
public enum Lifecycle {
  PLANNED,
  PRODUCTION,
  DEPRECATED
}

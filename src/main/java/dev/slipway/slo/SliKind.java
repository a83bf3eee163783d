package dev.slipway.slo;

/// How an indicator is asked for.
public enum SliKind {
  /// Bad events and all events are counted apart.
  EVENTS,
  /// One query gives the share of bad events; nothing is counted.
  RAW_RATIO
}

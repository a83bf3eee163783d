package dev.slipway.slo;

import org.jspecify.annotations.Nullable;

/// What is asked of a Prometheus for one objective. In every query `{{.window}}`, with or without
/// blanks inside the braces, stands for the range, as in Sloth's specification.
///
/// @param errorQuery bad events; null for a raw ratio
/// @param totalQuery all events; null for a raw ratio
/// @param rawQuery the share of bad events; null for events
public record Indicator(
    SliKind kind,
    @Nullable String errorQuery,
    @Nullable String totalQuery,
    @Nullable String rawQuery) {

  public Indicator {
    var events = errorQuery != null && totalQuery != null && rawQuery == null;
    var ratio = errorQuery == null && totalQuery == null && rawQuery != null;
    if (kind == SliKind.EVENTS ? !events : !ratio) {
      throw new IllegalArgumentException(
          kind + " with the queries of " + (rawQuery == null ? "events" : "a ratio"));
    }
  }

  public static Indicator events(String errorQuery, String totalQuery) {
    return new Indicator(SliKind.EVENTS, errorQuery, totalQuery, null);
  }

  public static Indicator rawRatio(String rawQuery) {
    return new Indicator(SliKind.RAW_RATIO, null, null, rawQuery);
  }
}

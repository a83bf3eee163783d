package dev.slipway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How the events of a filter spread: counts per value of each facet, and per hour or day.
///
/// @param total events counted, at most {@link Audit#COUNTED}
/// @param complete false where there were more than could be counted
/// @param facets counts by facet (`actor`, `action`, `outcome`, `service`, `environment`), most
///   first, at most sixty of each
/// @param rarer how many more values a facet has
/// @param bars counts over time, oldest first, without gaps
public record AuditOverview(
    long total,
    long denied,
    boolean complete,
    Map<String, List<Count>> facets,
    Map<String, Long> rarer,
    boolean hourly,
    List<Bar> bars) {

  /// One value of a facet.
  ///
  /// @param value what a filter asks for
  /// @param name what people call it; of two with one name, each also has its value
  public record Count(String value, String name, long events) {}

  /// The events of one hour or day.
  public record Bar(Instant start, long events, long denied) {}
}

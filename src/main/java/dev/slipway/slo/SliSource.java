package dev.slipway.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the events of an indicator are counted. Never called inside a transaction. Every call is
/// bounded in time and by a bulkhead per datasource; what goes wrong is an answer, not an
/// exception.
public interface SliSource {

  /// The counts of each window that ends at `at`, all at the same instant.
  SliAnswer<Map<Duration, WindowReading>> readings(
      SliDatasource source, Indicator indicator, Set<Duration> windows, Instant at);

  /// The counts of each whole hour in `[from, to)`, both on the hour, oldest first. An hour of
  /// which nothing is known is left out; one without traffic is there with zeros.
  SliAnswer<List<HourCounts>> hours(
      SliDatasource source, Indicator indicator, Instant from, Instant to);

  /// Whether the server answers and lets the portal ask, and how long it keeps samples.
  SliAnswer<SourceHealth> health(SliDatasource source);

  /// The values that a label has among the series that a selector matches, of all time that the
  /// server remembers; none where there is no such series.
  ///
  /// @param selector one of series, such as `{job="api"}`; short enough for an address
  SliAnswer<List<String>> values(SliDatasource source, String label, String selector);

  /// The query as the server writes it, which also checks its syntax.
  SliAnswer<String> format(SliDatasource source, String query);

  /// One hour.
  ///
  /// @param hour its first instant
  record HourCounts(Instant hour, Counts counts) {}

  /// What is known of a server.
  ///
  /// @param version as it says itself; empty where it does not
  /// @param retention how long it keeps samples; null where it does not say
  record SourceHealth(String version, @Nullable Duration retention) {}
}

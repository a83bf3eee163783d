package dev.slipway.sandbox.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sandbox.metrics.promql.Query;
import dev.slipway.sandbox.metrics.promql.Series;
import dev.slipway.sandbox.metrics.promql.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Traffic that is made up, and always the same.
class TrafficTests {

  private static final Instant SINCE = Instant.parse("2026-03-10T09:30:00Z");
  private static final Traffic QUIZZES =
      new Traffic(
          "quizzes",
          600,
          0.001,
          0.1,
          0.004,
          List.of(new Traffic.Incident(-5, 600, 40, 0.2)),
          Traffic.NEVER);

  private static Endpoint endpoint(Instant now) {
    return Endpoint.of(QUIZZES, "code", Map.of("job", "quizzes"), SINCE, now)
        .withDurations(Map.of("job", "quizzes"));
  }

  private static double ask(Endpoint endpoint, Instant at, String query) {
    List<Series> series = endpoint.series(at);
    return Query.parse(query).at(() -> series, at.toEpochMilli(), 10_000)
            instanceof Value.Vector(var samples)
        ? samples.getFirst().number()
        : Double.NaN;
  }

  private static double used(Endpoint endpoint, Instant at) {
    return ask(
        endpoint,
        at,
        """
        sum(increase(http_requests_total{code="500"}[30d]))
         / sum(increase(http_requests_total[30d])) / 0.001\
        """);
  }

  @Test
  void aBudgetIsUsedAsItWasMeant() {
    assertThat(used(endpoint(SINCE), SINCE)).isBetween(0.298, 0.302);
  }

  @Test
  void timeGoesOnAndThePastStays() {
    var endpoint = endpoint(SINCE);
    var yesterday = SINCE.minus(Duration.ofDays(1));
    var before = ask(endpoint, yesterday, "sum(http_requests_total)");
    var later = SINCE.plus(Duration.ofHours(7)).plusSeconds(30);
    assertThat(ask(endpoint, later, "sum(http_requests_total)"))
        .isGreaterThan(ask(endpoint, SINCE, "sum(http_requests_total)"));
    assertThat(ask(endpoint, later, "time() - timestamp(up)")).isEqualTo(30);
    assertThat(ask(endpoint, yesterday, "sum(http_requests_total)")).isEqualTo(before);
  }

  @Test
  void aRestartMonthsLaterTellsTheSameRates() {
    var later = SINCE.plus(Duration.ofDays(150));
    var query = "sum(increase(http_requests_total[1d]))";
    var restarted = ask(endpoint(later), later, query);
    assertThat(ask(endpoint(SINCE), later, query)).isEqualTo(restarted);
    assertThat(restarted).isGreaterThan(100_000);
  }

  @Test
  void dayAndNightDiffer() {
    var endpoint = endpoint(SINCE);
    var day =
        ask(endpoint, Instant.parse("2026-03-09T14:00:00Z"), "sum(rate(http_requests_total[1h]))");
    var night =
        ask(endpoint, Instant.parse("2026-03-09T03:00:00Z"), "sum(rate(http_requests_total[1h]))");
    assertThat(day).isGreaterThan(night * 5);
  }

  @Test
  void bucketsRiseWithTheirBoundsAndEndAtAll() {
    var endpoint = endpoint(SINCE);
    var slow =
        ask(
            endpoint,
            SINCE,
            """
            1 - sum(increase(http_request_duration_seconds_bucket{le="0.2"}[30d]))
             / sum(increase(http_request_duration_seconds_count[30d]))\
            """);
    assertThat(slow).isBetween(0.00399, 0.00401);
    assertThat(
            ask(
                endpoint,
                SINCE,
                "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))"))
        .isBetween(0.1, 0.2);
    assertThat(
            ask(
                endpoint,
                SINCE,
                "sum(http_request_duration_seconds_bucket{le=\"+Inf\"})"
                    + " - sum(http_request_duration_seconds_count)"))
        .isZero();
  }

  @Test
  void nobodyComesOnceItIsSilent() {
    var silent =
        Endpoint.of(
            new Traffic("models", 12, 0.01, 0.1, 0, List.of(), -2),
            "code",
            Map.of("job", "models"),
            SINCE,
            SINCE);
    assertThat(ask(silent, SINCE, "sum(increase(http_requests_total[1d]))")).isZero();
    assertThat(ask(silent, SINCE, "sum(increase(http_requests_total[30d]))")).isGreaterThan(10_000);
  }
}

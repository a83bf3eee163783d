package dev.slipway.sandbox.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.sandbox.metrics.promql.Query;
import dev.slipway.sandbox.metrics.promql.Series;
import dev.slipway.sandbox.metrics.promql.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers that a Prometheus 2.42 gives for the same samples.
class KnownSeriesTests {

  private static final List<Series> SERIES = KnownSeries.all();

  private static List<Value.Sample> ask(String query) {
    return Query.parse(query).at(() -> SERIES, KnownSeries.END.toEpochMilli(), 10_000)
            instanceof Value.Vector(var samples)
        ? samples
        : List.of();
  }

  private static double number(String query) {
    return ask(query).getFirst().number();
  }

  @ParameterizedTest
  @CsvSource({
    "steady, 12228, 25920000",
    "uneven, 1440, 34646400",
    "quiet, 12, 2419200",
    "fastburn, 1170, 25920000"
  })
  void everyEventOfThirtyDaysIsCounted(String job, double bad, double total) {
    var all = "sum(increase(http_requests_total{job=\"%s\"%s}[30d]))";
    assertThat(number(all.formatted(job, ",code=~\"5..\""))).isCloseTo(bad, within(bad * 1e-9));
    assertThat(number(all.formatted(job, ""))).isCloseTo(total, within(total * 1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "steady, 30d, 0.0004717592592592593",
    "steady, 7d, 0.0009265873015873013",
    "steady, 5m, 0.0003333333333333333",
    "uneven, 30d, 0.00004156275976724855",
    "quiet, 30d, 0.00000496031746031746",
    "fastburn, 5m, 0.03",
    "fastburn, 1h, 0.03",
    "fastburn, 2h, 0.01625",
    "fastburn, 6h, 0.005416666666666667"
  })
  void theShareOfErrorsIsThatOfPrometheus(String job, String window, double share) {
    var query =
        """
        sum(rate(http_requests_total{job="%1$s",code=~"5.."}[%2$s]))
         / sum(rate(http_requests_total{job="%1$s"}[%2$s]))\
        """
            .formatted(job, window);
    assertThat(number(query)).isCloseTo(share, within(share * 1e-9));
  }

  @Test
  void silenceIsNotANumberAndNoSeriesIsNothing() {
    var share =
        "sum(rate(http_requests_total{job=\"%1$s\",code=\"500\"}[5m]))"
            + " / sum(rate(http_requests_total{job=\"%1$s\"}[5m]))";
    assertThat(number(share.formatted("quiet"))).isNaN();
    assertThat(ask(share.formatted("noerr"))).isEmpty();
    assertThat(number("sum(increase(http_requests_total{job=\"noerr\"}[30d]))"))
        .isCloseTo(12_960_000, within(0.02));
  }

  @Test
  void aBucketCountedAsErrorsTurnsTheObjectiveUpsideDown() {
    var fast = "sum(rate(http_request_duration_seconds_bucket{job=\"latency\",le=\"0.2\"}[30d]))";
    var all = "sum(rate(http_request_duration_seconds_count{job=\"latency\"}[30d]))";
    assertThat(number(fast + " / " + all)).isCloseTo(0.97, within(1e-9));
    assertThat(number("(" + all + " - " + fast + ") / " + all)).isCloseTo(0.03, within(1e-9));
    assertThat(
            number(
                "histogram_quantile(0.95, sum by (le) (rate("
                    + "http_request_duration_seconds_bucket[5m])))"))
        .isCloseTo(0.1 + 0.1 * (950 - 485) / 485.0, within(1e-9));
  }

  /// The one question that is asked for all windows of an objective.
  @Test
  void allWindowsAreAnsweredAtOnce() {
    var parts = new StringBuilder();
    for (var window : List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")) {
      for (var side : List.of("err", "tot")) {
        parts
            .append(parts.isEmpty() ? "" : " or ")
            .append(
                """
                label_replace(label_replace((sum(rate(http_requests_total{job="fastburn"%s}[%s]))),\
                "portal_w","%s","",""),"portal_q","%s","","")\
                """
                    .formatted(side.equals("err") ? ",code=\"500\"" : "", window, window, side));
      }
    }
    var answer = ask(parts.toString());
    assertThat(answer).hasSize(16);
    assertThat(
            answer.stream()
                .filter(one -> one.labels().get("portal_q").equals("err"))
                .filter(one -> one.labels().get("portal_w").equals("2h"))
                .map(one -> Math.round(one.number() * 7_200)))
        .containsExactly(1_170L);
  }

  @Test
  void theHoursOfAMonthAddUpToIt() {
    var end = KnownSeries.END.toEpochMilli();
    var hours =
        Query.parse("sum(increase(http_requests_total{job=\"steady\",code=\"500\"}[1h]))")
            .over(() -> SERIES, end - 719 * 3_600_000L, end, 3_600_000, 10_000);
    var sum = 0.0;
    for (var i = 0; i < hours.getFirst().size(); i++) {
      sum += hours.getFirst().valueAt(i);
    }
    assertThat(hours.getFirst().size()).isEqualTo(720);
    assertThat(sum).isCloseTo(12_228, within(1e-4));
  }
}

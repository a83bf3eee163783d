package dev.slipway.slo.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Counts;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.Target;
import dev.slipway.slo.WindowReading;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorFindingsTests {

  private static final String W = "[{{ .window }}]";
  private static final String COUNT = "sum(rate(d_count" + W + "))";

  private static List<FindingCode> events(String error, String total) {
    return QuizMentorFileTests.codes(
        IndicatorFindings.of(Indicator.events(error.replace("[w]", W), total.replace("[w]", W))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(d_bucket{le=\"0.2\"}[w]))",
        "sum(rate(d_bucket{job='api', le='0.2'}[w]))",
        "sum by (job) (rate(d_bucket{le=~\"1(\\\\.0)?\"}[w]))",
        "sum(rate({__name__=\"x\"}[w])) + sum(rate(d_bucket{le=\"0.2\"}[w])) # all - good",
        "sum(rate(d_count{code!~\"5..\"}[w]))",
        "sum(rate(d_count{code=~\"2..|3..|4..\"}[w]))",
        "sum(rate(d_count{status=\"200\"}[w]))",
        "sum(rate(d_count{status_code=~\"[23]..\"}[w]))",
        "sum(rate(d_count{status!~\"5.*\"}[w]))",
        "sum(rate(d_count{code!~\"(5..)\"}[w]))",
        "sum(rate(d_count{code=~\"[^45]..\"}[w]))",
        "sum(rate(d_count{code=\"2xx\"}[w]))",
      })
  void aQueryOfErrorsThatCountsTheGoodOnesIsFound(String error) {
    assertThat(events(error, "sum(rate(d_count[w]))"))
        .containsExactly(FindingCode.SLI_INVERTED_HISTOGRAM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(d_count[w])) - sum(rate(d_bucket{le=\"0.2\"}[w]))",
        "(1 - sum(rate(d_bucket{le=\"0.2\"}[w])) / sum(rate(d_count[w]))) * sum(rate(d_count[w]))",
        "sum(rate(d_bucket{le=\"+Inf\"}[w]))",
        "sum(rate(other_bucket{le=\"0.2\"}[w]))",
        "sum(rate(d_count{code=~\"5..\"}[w]))",
        "sum(rate(d_count{code!~\"2..|3..\"}[w]))",
        "sum(rate(d_count{code!=\"200\"}[w]))",
        "sum(rate(d_count{code=~\"5..|429\"}[w]))",
        "sum(rate(d_count{code=~\"(5|4)..\"}[w]))",
        "sum(rate(d_count{code=~\".+\"}[w]))",
        "sum(rate(failures[w]))",
        "sum(rate(d_count{message=\"le=0.2 -\"}[w]))",
      })
  void aQueryThatCountsErrorsGivesNothingToSay(String error) {
    assertThat(events(error, "sum(rate(d_count[w]))")).isEmpty();
  }

  @Test
  void theInfiniteBucketIsAllEventsToo() {
    assertThat(events("sum(rate(d_bucket{le=\"0.2\"}[w]))", "sum(rate(d_bucket{le=\"+Inf\"}[w]))"))
        .containsExactly(FindingCode.SLI_INVERTED_HISTOGRAM);
  }

  @Test
  void aShareIsTurnedAroundBySubtractingItFromOne() {
    var raw = "sum(rate(d_bucket{le=\"0.2\"}%s)) / sum(rate(d_count%s))".formatted(W, W);
    var found = IndicatorFindings.of(Indicator.rawRatio(raw));
    assertThat(QuizMentorFileTests.codes(found))
        .containsExactly(FindingCode.SLI_INVERTED_HISTOGRAM);
    var repaired = Objects.requireNonNull(found.getFirst().repaired());
    assertThat(repaired.rawQuery()).isEqualTo("1 - (%s)".formatted(raw));
    assertThat(IndicatorFindings.of(repaired)).isEmpty();
  }

  @Test
  void ofASubqueryOnlyTheLengthBecomesTheWindow() {
    assertThat(IndicatorFindings.windowed("max_over_time(rate(a[5m])[1h:1m])"))
        .isEqualTo("max_over_time(rate(a[{{.window}}])[{{.window}}:1m])");
    assertThat(IndicatorFindings.windowed("a{b=\"[5m]\"}")).isEqualTo("a{b=\"[5m]\"}");
  }

  @Test
  void withoutAnyRangeThereIsNoRepair() {
    var found = IndicatorFindings.of(Indicator.rawRatio("avg(errors:share)"));
    assertThat(QuizMentorFileTests.codes(found)).containsExactly(FindingCode.SLI_FIXED_WINDOW);
    assertThat(found.getFirst().repaired()).isNull();
  }

  @Test
  void theSameQueryTwiceIsNoIndicator() {
    assertThat(events("sum(rate(a[w]))", "sum( rate(a[w]) )"))
        .containsExactly(FindingCode.SLI_SAME_QUERY);
  }

  @Test
  void aWeekThatWasNearlyAllBadHintsAtAQueryTurnedAround() {
    var latency = Target.of("99");
    var week = Counts.of(9_777_600, 10_080_000);
    assertThat(measured(latency, Counts.of(41_904_000, 43_200_000), week))
        .containsExactly(FindingCode.SLI_LOOKS_INVERTED);
    assertThat(FindingCode.SLI_LOOKS_INVERTED.severity())
        .as("an outage looks the same, so it keeps gating")
        .isEqualTo(FindingCode.Severity.WARNING);
    assertThat(measured(latency, Counts.of(1_296_000, 43_200_000), Counts.of(302_400, 10_080_000)))
        .isEmpty();
    assertThat(measured(latency, Counts.of(6, 100), Counts.of(6, 10)))
        .as("more than half, and far from all")
        .isEmpty();
  }

  @Test
  void countsThatCannotBeAreSaidAndNotMended() {
    assertThat(measured(Target.of("99"), Counts.of(101, 100), null))
        .containsExactly(FindingCode.MORE_BAD_THAN_ALL);
    assertThat(measured(Target.of("99"), Counts.of(-1, 100), null))
        .containsExactly(FindingCode.MORE_BAD_THAN_ALL);
    assertThat(measured(Target.of("99.9"), Counts.of(0, 500), null))
        .containsExactly(FindingCode.TOO_FEW_EVENTS);
  }

  private static List<FindingCode> measured(Target target, Counts window, @Nullable Counts week) {
    return QuizMentorFileTests.codes(
        MeasuredFindings.of(target, new WindowReading.Counted(window), week));
  }

  @Test
  void errorsThatWereNeverSeenAreSaid() {
    var silent = new WindowReading.NoErrorSeries(Counts.of(0, 12_960_000));
    assertThat(QuizMentorFileTests.codes(MeasuredFindings.of(Target.of("99.9"), silent, null)))
        .containsExactly(FindingCode.ERRORS_NEVER_SEEN);
    assertThat(MeasuredFindings.of(Target.of("99.9"), new WindowReading.NoData(), null)).isEmpty();
  }

  @Test
  void aBoundThatTheHistogramDoesNotHaveIsNamedWithThoseThatItHas() {
    var bounds =
        MeasuredFindings.bounds(
            Indicator.events(
                COUNT + " - sum(rate(d_bucket{job=\"api\",le=\"0.2\"}" + W + "))", COUNT));
    assertThat(bounds)
        .containsExactly(new MeasuredFindings.Bound("d_bucket", "0.2", "d_bucket{job=\"api\"}"));
    var bound = bounds.getFirst();
    assertThat(MeasuredFindings.missing(bound, List.of("0.1", "0.2", "+Inf"))).isEmpty();
    assertThat(MeasuredFindings.missing(bound, List.of())).as("no such series at all").isEmpty();
    var missing = MeasuredFindings.missing(bound, List.of("0.1", "0.25", "+Inf")).orElseThrow();
    assertThat(missing.code()).isEqualTo(FindingCode.LE_MISSING);
    assertThat(missing.todo()).contains("0.1, 0.25, +Inf");
    assertThat(missing.repair()).isNull();
  }

  @Test
  void aWholeBoundIsLookedForAsBothVersionsOfPrometheusWriteIt() {
    var bound = new MeasuredFindings.Bound("d_bucket", "1", "d_bucket{}");
    assertThat(MeasuredFindings.missing(bound, List.of("0.5", "1.0")).orElseThrow().repair())
        .isEqualTo("le=~\"1(\\\\.0)?\"");
    var newer = new MeasuredFindings.Bound("d_bucket", "1.0", "d_bucket{}");
    assertThat(MeasuredFindings.missing(newer, List.of("0.5", "1")).orElseThrow().repair())
        .isEqualTo("le=~\"1(\\\\.0)?\"");
  }

  @Test
  void aMetricThatNobodyExportsIsNamedAsMicrometerCallsIt() {
    var indicator =
        Indicator.events(
            "sum(rate(http_requests_total{code=~\"5..\"}" + W + "))",
            "sum(rate(http_requests_total" + W + "))");
    assertThat(MeasuredFindings.metrics(indicator)).containsExactly("http_requests_total");
    var there = List.of("http_server_requests_seconds_count", "up");
    var unseen = MeasuredFindings.unseen("http_requests_total", there).orElseThrow();
    assertThat(unseen.repair()).isEqualTo("http_server_requests_seconds_count");
    assertThat(MeasuredFindings.unseen("up", there)).isEmpty();
    assertThat(MeasuredFindings.unseen("mine_total", there).orElseThrow().repair()).isNull();
  }
}

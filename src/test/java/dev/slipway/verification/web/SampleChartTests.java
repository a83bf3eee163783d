package dev.slipway.verification.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Counts;
import dev.slipway.verification.SampleOutcome;
import dev.slipway.verification.VerificationState;
import dev.slipway.verification.VerificationView.Objective;
import dev.slipway.verification.VerificationView.Sample;
import dev.slipway.verification.web.SampleChart.Dot;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SampleChartTests {

  @Test
  void theFirstSampleStandsInsideThePictureWithItsWords() {
    var first = chart(118).dots().getFirst();
    assertThat(first.x()).isEqualTo("3.00%");
    assertThat(first.anchor()).isEqualTo("start");
    assertThat(first.label()).isEqualTo("19.667 %");
  }

  @Test
  void eachOutcomeHasAShapeOfItsOwnAndWhatIsToComeIsEmpty() {
    var chart = chart(0, 118, 3);
    assertThat(chart.dots())
        .extracting(Dot::kind)
        .startsWith("well", "over", "well", "next")
        .hasSize(10);
    assertThat(chart.keys())
        .extracting(SampleChart.Key::words)
        .containsExactly("well", "over the limit", "to come");
    assertThat(chart.levels())
        .extracting(SampleChart.Level::kind)
        .containsExactly("before", "limit");
  }

  /// Two shares side by side would lie over each other on a phone; that of the newest is told.
  @Test
  void sharesBesideEachOtherAreNotBothTold() {
    assertThat(chart(118, 118, 118).dots().stream().filter(dot -> !dot.label().isEmpty()))
        .extracting(Dot::x)
        .containsExactly("23.89%");
    assertThat(chart(118, 118, 118, 0).dots().stream().filter(dot -> !dot.label().isEmpty()))
        .extracting(Dot::x)
        .containsExactly("3.00%", "34.33%");
  }

  @Test
  void theWordsOfTheLimitMakeWayForSamplesAtTheRight() {
    assertThat(limit(chart(0, 0))).isEqualTo("end");
    assertThat(limit(chart(0, 0, 0, 0, 0, 0, 0, 5))).isEqualTo("start");
  }

  private static String limit(SampleChart chart) {
    return chart.levels().getLast().anchor();
  }

  private static SampleChart chart(int... bad) {
    var samples = new ArrayList<Sample>();
    for (var one : bad) {
      samples.add(
          new Sample(
              samples.size() + 1,
              Instant.EPOCH,
              Duration.ofMinutes(5),
              one > 6 ? SampleOutcome.FAILED : SampleOutcome.PASSED,
              Counts.of(one, 600),
              ""));
    }
    var objective =
        new Objective(
            new UUID(0, 0),
            "availability",
            VerificationState.RUNNING,
            true,
            Counts.of(9, 3_000),
            new BigDecimal("0.01"),
            new BigDecimal("0.05"),
            samples);
    return SampleChart.of(objective, 10, true);
  }
}

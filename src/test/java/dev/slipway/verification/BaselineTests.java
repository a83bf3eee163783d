package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.verification.Baseline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTests {

  private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @Test
  void halfAnHourBeforeTheStartIsComparedWith() {
    assertThat(Baseline.spans(START, HALF_AN_HOUR, List.of())).containsExactly(before(30, 0));
  }

  @Test
  void earlierRolloutsAreLeftOut() {
    assertThat(Baseline.spans(START, HALF_AN_HOUR, List.of(before(20, 15), before(40, 28))))
        .containsExactly(before(28, 20), before(15, 0));
  }

  @Test
  void whatIsShorterThanAMinuteIsNotCounted() {
    var seconds = new Span(START.minusSeconds(1_750), START.minusSeconds(30));
    assertThat(Baseline.spans(START, HALF_AN_HOUR, List.of(seconds))).isEmpty();
  }

  @Test
  void rolloutsOfAnotherTimeChangeNothing() {
    assertThat(Baseline.spans(START, HALF_AN_HOUR, List.of(before(90, 30), before(0, -5))))
        .containsExactly(before(30, 0));
  }

  private static Span before(int from, int to) {
    return new Span(START.minus(Duration.ofMinutes(from)), START.minus(Duration.ofMinutes(to)));
  }
}

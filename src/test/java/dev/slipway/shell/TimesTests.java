package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTests {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT24H, in 24 h",
    "PT23H59M58S, in 23 h 59 min",
    "PT132H, in 5 d 12 h",
    "PT143H59M, in 5 d 23 h",
    "PT59M40S, in 59 min 40 s",
    "PT1M29S, in 1 min 29 s",
    "PT9.6S, in 10 s",
    "PT3S, in 3 s",
    "PT0S, now",
    "PT-2S, now",
    "PT-7M, 7 min ago"
  })
  void aCountdownIsRoundedToTheSecondAndItsLowerUnitDown(Duration left, String said) {
    assertThat(Times.until(NOW.plus(left), NOW)).isEqualTo(said);
  }

  @Test
  void anAgeIsNeverRoundedUp() {
    assertThat(Times.relative(NOW.minus(Duration.ofHours(23).plusMinutes(59)), NOW))
        .isEqualTo("23 h ago");
  }
}

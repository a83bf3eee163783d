package dev.slipway.policies.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeFormTests {

  @ParameterizedTest
  @ValueSource(strings = {"+999999999-01-01T00:00", "1999-12-31T23:59", "soon"})
  void aMomentThatNoCalendarShowsIsRefused(String text) {
    assertThatThrownBy(() -> FreezeForm.moment("The end", text))
        .hasMessageContaining("The end is \"" + text + "\" (expected: a day and a time");
  }

  @Test
  void nothingTypedIsMissing() {
    assertThatThrownBy(() -> FreezeForm.moment("The new end", " "))
        .hasMessageStartingWith("The new end is missing (expected:");
  }

  @Test
  void aMomentIsAWholeSecond() {
    assertThat(FreezeForm.moment("The end", "2026-12-24T18:00:00.0000001"))
        .isEqualTo(LocalDateTime.of(2026, 12, 24, 18, 0));
  }
}

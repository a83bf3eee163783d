package dev.slipway.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTests {

  @Test
  void whatIsNotSeenIsSeenToBeThere() {
    assertThat(OneLine.cleaned("a\u0000b")).isEqualTo("a\uFFFDb");
    assertThat(OneLine.cleaned("evil\u202Egnp.exe")).isEqualTo("evil\uFFFDgnp.exe");
    assertThat(OneLine.cleaned("half \uD83D")).isEqualTo("half \uFFFD");
    assertThat(OneLine.cleaned("two\nlines\tand \u2028more")).isEqualTo("two lines and  more");
  }

  @Test
  void whatIsSeenStays() {
    assertThat(OneLine.cleaned("Käse  \uD83E\uDDC0, ভোট")).isEqualTo("Käse  \uD83E\uDDC0, ভোট");
  }
}

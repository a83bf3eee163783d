package dev.slipway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class DecimalsTests {

  @Test
  void equalNumbersAreWrittenAlikeAndWithoutExponent() {
    for (var text : new String[] {"1000", "1e3", "1000.00", "0.1e4"}) {
      assertThat(Decimals.read(text).map(Decimals::plain)).as(text).contains("1000");
    }
    assertThat(Decimals.plain(new BigDecimal("0.00"))).isEqualTo("0");
    assertThat(Decimals.plain(new BigDecimal("-1.50"))).isEqualTo("-1.5");
  }

  @Test
  void whatIsJustShortOfAThresholdIsNotSaidToReachIt() {
    assertThat(Decimals.percentUsed(new BigDecimal("0.499961420"))).isEqualTo("49.9 %");
    assertThat(Decimals.percentUsed(new BigDecimal("0.500000000"))).isEqualTo("50 %");
    assertThat(Decimals.percentUsed(new BigDecimal("0.999961420"))).isEqualTo("99.9 %");
    assertThat(Decimals.percentUsed(new BigDecimal("1.543209876"))).isEqualTo("154.3 %");
    assertThat(Decimals.percentUsed(new BigDecimal("97"))).isEqualTo("9,700 %");
    assertThat(Decimals.percentUsed(new BigDecimal("0E-9"))).isEqualTo("0 %");
    assertThat(Decimals.percentUsed(new BigDecimal("0.00003858"))).isEqualTo("< 0.1 %");
    assertThat(Decimals.percentUsed(new BigDecimal("-0.0123"))).isEqualTo("−1.3 %");
    assertThat(Decimals.percentUsed(new BigDecimal("1e5000"))).isEqualTo("more than can be said");
  }

  @Test
  void aNumberOfMillionsOfDigitsIsNoneAndIsNeverWrittenOut() {
    for (var text :
        new String[] {"1e10000000", "10e9999999", "1e-9999999", "1e2000000000", "1".repeat(41)}) {
      assertThat(Decimals.read(text)).as(text).isEmpty();
    }
    for (var text : new String[] {"", "a", "1e", "1e99999999999", "0x1"}) {
      assertThat(Decimals.read(text)).as(text).isEmpty();
    }
    var huge = new BigDecimal("10e2000000000");
    assertThat(Decimals.plain(huge)).isEqualTo("1E+2000000001");
    assertThatThrownBy(() -> Decimals.rounded(huge, 0, RoundingMode.CEILING))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Decimals.rounded(new BigDecimal("1e-999999999"), 2, RoundingMode.DOWN))
        .isInstanceOf(ArithmeticException.class);
  }
}

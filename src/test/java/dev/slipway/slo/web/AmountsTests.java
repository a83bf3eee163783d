package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AmountsTests {

  @Test
  void sharesAreReadAsPerCentAndNeverRoundedToNothing() {
    assertThat(Amounts.percent(new BigDecimal("0.52824074"))).isEqualTo("52.8 %");
    assertThat(Amounts.percent(new BigDecimal("-0.543209876"))).isEqualTo("−54.3 %");
    assertThat(Amounts.percent(new BigDecimal("-96"))).isEqualTo("−9,600 %");
    assertThat(Amounts.percent(new BigDecimal("0.00003858"))).isEqualTo("< 0.1 %");
    assertThat(Amounts.percent(BigDecimal.ZERO)).isEqualTo("0 %");
    assertThat(Amounts.percent(null)).isEqualTo("unknown");
  }

  @Test
  void whatIsLeftAndWhatIsUsedAreAllOfItAndNeitherCrossesAThreshold() {
    assertThat(Amounts.used(new BigDecimal("0.499961420"))).isEqualTo("49.9 %");
    assertThat(Amounts.left(new BigDecimal("0.500038580"))).isEqualTo("50.1 %");
    assertThat(Amounts.left(new BigDecimal("0.500000000"))).isEqualTo("50 %");
    assertThat(Amounts.left(new BigDecimal("0.000038580"))).isEqualTo("0.1 %");
    assertThat(Amounts.left(new BigDecimal("-0.543209876"))).isEqualTo("−54.3 %");
    assertThat(Amounts.used(null)).isEqualTo("unknown");
    assertThat(Amounts.left(null)).isEqualTo("unknown");
    assertThat(Amounts.left(new BigDecimal("-1e5000"))).startsWith("−over ");
  }

  @Test
  void whatWasServedIsNeverRoundedUpToAll() {
    assertThat(Amounts.served(new BigDecimal("0.999528240741"))).isEqualTo("99.952 %");
    assertThat(Amounts.served(new BigDecimal("0.9999999"))).isEqualTo("99.999 %");
    assertThat(Amounts.served(BigDecimal.ONE)).isEqualTo("100 %");
  }

  @Test
  void whatFailedIsReadAsFinelyAsWhatAnObjectiveAllows() {
    assertThat(Amounts.failed(new BigDecimal("0.000518518"))).isEqualTo("0.052 %");
    assertThat(Amounts.failed(new BigDecimal("0.3"))).isEqualTo("30 %");
    assertThat(Amounts.failed(new BigDecimal("0.000000001"))).isEqualTo("< 0.001 %");
  }

  @Test
  void eventsAreGroupedUntilTheyAreMillions() {
    assertThat(Amounts.events(new BigDecimal("13692"))).isEqualTo("13,692");
    assertThat(Amounts.events(new BigDecimal("-14080"))).isEqualTo("−14,080");
    assertThat(Amounts.events(new BigDecimal("6.2"))).isEqualTo("6.2");
    assertThat(Amounts.events(new BigDecimal("25920000"))).isEqualTo("25.92 M");
    assertThat(Amounts.events(new BigDecimal("3.2e9"))).isEqualTo("3.2 bn");
    assertThat(Amounts.events(null)).isEqualTo("unknown");
  }

  @Test
  void aBurnHasAsManyPlacesAsTellSomething() {
    assertThat(Amounts.burn(new BigDecimal("0.471759"))).isEqualTo("0.47");
    assertThat(Amounts.burn(new BigDecimal("14.44"))).isEqualTo("14.4");
    assertThat(Amounts.burn(new BigDecimal("1000"))).isEqualTo("1,000");
    assertThat(Amounts.burn(null)).isEqualTo("–");
  }

  @Test
  void aNumberOfTooManyDigitsIsNotWrittenOut() {
    assertThat(Amounts.events(new BigDecimal("1e300000"))).startsWith("over 1,000,000");
    assertThat(Amounts.burn(new BigDecimal("1e99999999"))).startsWith("over ");
    assertThat(Amounts.percent(new BigDecimal("-1e5000"))).startsWith("−over ");
  }
}

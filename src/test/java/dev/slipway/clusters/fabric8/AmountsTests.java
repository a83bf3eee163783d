package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTests {

  @Test
  void spellingsOfOneAmountAreEqual() {
    for (var pair :
        new String[][] {{"1000m", "1"}, {"1Gi", "1024Mi"}, {"1e3", "1k"}, {"0.5", "500m"}}) {
      assertThat(Amounts.read(pair[0]).orElseThrow())
          .as(pair[0])
          .isEqualByComparingTo(Amounts.read(pair[1]).orElseThrow());
    }
  }

  @Test
  void anAmountOfMillionsOfDigitsIsNone() {
    for (var text :
        new String[] {
          "10e9999999", "1e-9999999", "1e2000000000", "1e-2000000000", "1e99", "9".repeat(99), ""
        }) {
      var asked = Answer.JSON.createObjectNode().put("cpu", text);
      assertTimeoutPreemptively(
          Duration.ofSeconds(1),
          () -> {
            assertThat(Amounts.read(text)).as(text).isEmpty();
            assertThat(Requested.amount(asked, "cpu", BigDecimal.valueOf(1000))).isZero();
          });
    }
  }
}

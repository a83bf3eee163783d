package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTests {

  @Test
  void spellingsOfOneAmountAreEqual() {
    for (var pair :
        new String[][] {{"1000m", "1"}, {"1Gi", "1024Mi"}, {"1e3", "1k"}, {"0.5", "500m"}}) {
      assertThat(Quantity.parse(pair[0]).orElseThrow())
          .as(pair[0])
          .isEqualByComparingTo(Quantity.parse(pair[1]).orElseThrow());
    }
    assertThat(ContainerSizes.isAbove("1025Mi", "1Gi")).isTrue();
    assertThat(ContainerSizes.isAbove("1024Mi", "1Gi")).isFalse();
  }

  /// An API server takes such a limit; sums with it would have ten million digits.
  @Test
  void anAmountOfMillionsOfDigitsIsNotReckonedWith() {
    for (var text : new String[] {"10e9999999", "1e-9999999", "1e2000000000", "1e99999999m"}) {
      assertThat(Quantity.parse(text)).as(text).isEmpty();
    }
    assertThat(ContainerSizes.isAbove("2", "10e9999999")).isFalse();
  }
}

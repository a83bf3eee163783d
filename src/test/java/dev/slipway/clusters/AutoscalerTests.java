package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AutoscalerTests {

  @Test
  void itSaysItsBoundsAndItsWish() {
    assertThat(new Autoscaler("student-service-hpa", "uid", 3, 10, 4, 6, null).words())
        .isEqualTo("student-service-hpa: 3 to 10, now 4, wants 6");
  }

  @Test
  void anUnknownWishIsNotZero() {
    var blind = "FailedGetResourceMetric: no metrics known";
    assertThat(new Autoscaler("student-service-hpa", "uid", 3, 10, 4, 0, blind).words())
        .isEqualTo("student-service-hpa: 3 to 10, now 4. " + blind);
  }
}

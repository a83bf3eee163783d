package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.ProblemType;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class PromotionTests {

  @Autowired private Promotion promotion;

  @Test
  void whatIsLeftWhenTheTimeIsUpIsNotTriedAndSaysSo() {
    var images = new LinkedHashMap<>(Map.of("no-such-service", "app.test/one:1"));
    images.put("another-one", "app.test/two:1");
    var wish =
        new Promotion.Wish("staging", "production", images, "As in staging", null, false, null);

    var outcomes = promotion.plan(wish, Duration.ZERO, Actor.SYSTEM);

    assertThat(outcomes)
        .extracting(outcome -> outcome.refused() == null ? null : outcome.refused().problem())
        .containsExactly(ProblemType.NOT_FOUND, ProblemType.CLUSTER_UNREACHABLE);
    assertThat(outcomes.getLast().refused()).hasMessageContaining("Not tried");
  }
}

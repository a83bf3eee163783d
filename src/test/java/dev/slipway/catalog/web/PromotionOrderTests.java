package dev.slipway.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.EnvironmentClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionOrderTests {

  @Test
  void aNewEnvironmentStandsBeforeProduction() {
    var production = environment("production", EnvironmentClass.PRODUCTION, 30);
    var dev = environment("dev", EnvironmentClass.DEVELOPMENT, 10);
    var qa = environment("qa", EnvironmentClass.STAGING, 20);

    assertThat(PromotionOrder.nextRank(List.of())).isEqualTo(10);
    assertThat(PromotionOrder.nextRank(List.of(dev))).isEqualTo(20);
    assertThat(PromotionOrder.nextRank(List.of(dev, production))).isEqualTo(20);
    assertThat(PromotionOrder.nextRank(List.of(dev, qa, production))).isEqualTo(25);
    assertThat(PromotionOrder.words(List.of(dev, production)))
        .contains("from a low rank to a high one", "Now: dev 10, production 30.");
  }

  private static EnvironmentView environment(String name, EnvironmentClass kind, int rank) {
    return new EnvironmentView(EnvironmentId.next(), name, name, kind, rank);
  }
}

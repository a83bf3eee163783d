package dev.slipway.plans.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.plans.spi.EarlierDeployments.Earlier;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaysBackTests {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void theLastGoodOneIsNamedByADeploymentOfTheSameTemplate() {
    var newest = UUID.randomUUID();
    var older = UUID.randomUUID();
    var earlier =
        new Earlier(newest, "1.0.0", "Ada", NOW.minusSeconds(360), false, Set.of(newest, older));
    var back = new WaysBack(List.of(earlier), NOW);

    assertThat(back.choices(null, older))
        .containsEntry("", "Last good one: 1.0.0, 6 min ago by Ada");
    assertThat(back.choices(null, UUID.randomUUID())).containsEntry("", "Last good one");
    assertThat(back.choices(null, null)).containsEntry("", "Last good one");
  }
}

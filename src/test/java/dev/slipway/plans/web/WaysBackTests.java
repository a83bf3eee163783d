package dev.slipway.plans.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.plans.spi.EarlierDeployments.Earlier;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaysBackTests {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void theLastGoodOneIsNamedByADeploymentOfTheSameTemplate() {
    assertThat(offering(true).choices(null))
        .containsEntry("", "Last good one: 1.0.0, 6 min ago by Ada");
    assertThat(offering(false).choices(null)).containsEntry("", "Last good one");
  }

  private static WaysBack offering(boolean previewed) {
    var earlier =
        new Earlier(UUID.randomUUID(), "1.0.0", "Ada", NOW.minusSeconds(360), false, previewed);
    return new WaysBack(List.of(earlier), NOW);
  }
}

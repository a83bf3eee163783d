package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.UuidV7;
import dev.slipway.slo.alerts.AlertReading;
import dev.slipway.slo.alerts.FiringAlert;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What datasources told of alerts is kept, by whoever holds the lease.
@SlipwayTest
class AlertRowsTests {

  @Autowired AlertRows rows;
  @Autowired StatusLease lease;

  private final UUID id = UuidV7.next();

  @Test
  void whatWasToldStaysWhileItsDatasourceIsSilent() {
    await().atMost(Duration.ofSeconds(20)).until(lease::isHeld);
    // The portal of the test asks twice a minute and forgets what is no datasource of its own.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          rows.keep(List.of(told(null)), lease.me());
          rows.keep(List.of(told("Nobody answers.")), lease.me());
          return kept()
              .filter(one -> one.asOf() != null && "Nobody answers.".equals(one.trouble()))
              .filter(one -> one.told().alerts().size() == 1)
              .isPresent();
        });
    assertThat(kept().orElseThrow().told().alerts().getFirst().labels())
        .containsEntry("service", "vote");
  }

  @Test
  void whoHoldsNoLeaseKeepsNothing() {
    rows.keep(List.of(told(null)), UuidV7.next());

    assertThat(kept()).isEmpty();
  }

  private Optional<AlertRows.Kept> kept() {
    return rows.all().stream().filter(one -> one.told().datasource().equals(id)).findFirst();
  }

  private AlertReading told(@Nullable String trouble) {
    var alert =
        new FiringAlert(
            "VotesFail",
            "firing",
            Instant.now(),
            Map.of("service", "vote"),
            Map.of(),
            List.of(),
            false);
    return new AlertReading(
        id,
        "prometheus",
        false,
        Set.of(),
        List.of(),
        trouble == null ? List.of(alert) : List.of(),
        trouble);
  }
}

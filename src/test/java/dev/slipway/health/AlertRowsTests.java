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
import org.springframework.jdbc.core.simple.JdbcClient;

/// What datasources told of alerts is kept, by whoever holds the lease.
@SlipwayTest
class AlertRowsTests {

  @Autowired AlertRows rows;
  @Autowired StatusLease lease;
  @Autowired JdbcClient jdbc;

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

  /// Values of labels are any UTF-8; PostgreSQL stores no U+0000.
  @Test
  void whatCannotBeStoredOfOneTakesNothingFromAnother() {
    await().atMost(Duration.ofSeconds(20)).until(lease::isHeld);
    var unfit = told(UuidV7.next(), null, "vo\u0000te");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          rows.keep(List.of(unfit, told(null)), lease.me());
          return kept().isPresent() && kept(unfit.datasource()).isPresent();
        });
    assertThat(kept().orElseThrow().trouble()).isNull();
    assertThat(kept(unfit.datasource()).orElseThrow())
        .satisfies(one -> assertThat(one.asOf()).isNull())
        .satisfies(one -> assertThat(one.trouble()).contains("could not store"));
  }

  @Test
  void whatNobodyWritesIsNotTakenForAnAnswer() {
    await().atMost(Duration.ofSeconds(20)).until(lease::isHeld);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          rows.keep(List.of(told(null)), lease.me());
          jdbc.sql(
                  "update health_alerts set tried_at = tried_at - interval '3 minutes' where datasource = ?")
              .param(id)
              .update();
          return kept().map(AlertRows.Kept::trouble).isPresent();
        });
    assertThat(kept().orElseThrow().trouble()).contains("not got to asking");
  }

  private Optional<AlertRows.Kept> kept() {
    return kept(id);
  }

  private Optional<AlertRows.Kept> kept(UUID datasource) {
    return rows.all().stream()
        .filter(one -> one.told().datasource().equals(datasource))
        .findFirst();
  }

  private AlertReading told(@Nullable String trouble) {
    return told(id, trouble, "vote");
  }

  private static AlertReading told(UUID datasource, @Nullable String trouble, String service) {
    var alert =
        new FiringAlert(
            "VotesFail",
            "firing",
            Instant.now(),
            Map.of("service", service),
            Map.of(),
            List.of(),
            false);
    return new AlertReading(
        datasource,
        "prometheus",
        false,
        Set.of(),
        List.of(),
        trouble == null ? List.of(alert) : List.of(),
        trouble);
  }
}

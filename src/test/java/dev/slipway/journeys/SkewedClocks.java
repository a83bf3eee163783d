package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.DatabaseProcess;
import dev.slipway.testing.Negative;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Promise;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Two portals whose hosts tell a wrong time, each in its own direction, decide as the database's
/// clock says.
interface SkewedClocks {

  DatabaseProcess database();

  PortalProcess behind();

  PortalProcess ahead();

  @Test
  @Negative(67)
  @Promise("P2")
  default void aPlanExpiresByTheDatabasesClock() throws Exception {
    try (var ada = PortalClient.signedIn(behind().url(), "ada")) {
      var early = ReplicasJourney.propose(ada.at(behind().url()));
      lasts(early, "5 minutes");
      var deployment = ReplicasJourney.start(ada.at(ahead().url()), early);
      assertThat(ReplicasJourney.ended(ada.at(behind().url()), deployment)).isEqualTo("succeeded");

      var late = ReplicasJourney.propose(ada.at(ahead().url()));
      lasts(late, "-5 minutes");
      for (var portal : new PortalProcess[] {behind(), ahead()}) {
        var refused = ReplicasJourney.trial(ada.at(portal.url()), late);
        assertThat(refused.status()).as("%s", refused.body()).isEqualTo(410);
      }
    }
  }

  @Test
  @Negative(67)
  default void aFreezeHoldsByTheDatabasesClock() throws Exception {
    try (var ada = PortalClient.signedIn(behind().url(), "ada")) {
      for (var portal : new PortalProcess[] {behind(), ahead()}) {
        var at = ada.at(portal.url());
        var now = freeze("-2 minutes", "2 minutes");
        var plan = ReplicasJourney.propose(at);
        var refused = ReplicasJourney.trial(at, plan);
        assertThat(refused.status()).as("%s", refused.body()).isEqualTo(403);
        assertThat(refused.body().get("type").asString()).contains("blocked-by-policy");
        end(now);

        // The wrong clock of either is inside one of these, the database's is in neither.
        var past = freeze("-15 minutes", "-5 minutes");
        var coming = freeze("5 minutes", "15 minutes");
        var free = ReplicasJourney.start(at, ReplicasJourney.propose(at));
        assertThat(ReplicasJourney.ended(at, free)).isEqualTo("succeeded");
        end(past);
        end(coming);
      }
    }
  }

  @Test
  @Negative(68)
  default void aPortalWithAWrongClockSaysSo() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(Files.readString(ahead().log())).containsPattern("is (599|60[01]) s away");
          assertThat(Files.readString(behind().log())).containsPattern("is -(599|60[01]) s away");
        });
  }

  /// Only a superuser can change when a plan ends.
  private void lasts(PortalClient.Answer plan, String from) throws Exception {
    run(
        """
        set session_replication_role = replica;
        update plan set not_after = clock_timestamp() + interval '%s' where id = '%s'
        """
            .formatted(from, plan.body().get("id").asString()));
  }

  private UUID freeze(String from, String to) throws Exception {
    var id = UUID.randomUUID();
    run(
        """
        insert into freeze_window (id, version, name, environment, zone, starts_local, ends_local,
                                   weekly, reason, edited_by_name)
        select '%s', 1, 'Skewed', e.id, 'UTC',
               (clock_timestamp() + interval '%s') at time zone 'UTC',
               (clock_timestamp() + interval '%s') at time zone 'UTC', false, 'Of a test', 'Jon'
          from catalog_environment e where e.slug = 'dev'
        """
            .formatted(id, from, to));
    return id;
  }

  private void end(UUID freeze) throws Exception {
    run("delete from freeze_window where id = '%s'".formatted(freeze));
  }

  private void run(String sql) throws Exception {
    try (var connection = database().superuser();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

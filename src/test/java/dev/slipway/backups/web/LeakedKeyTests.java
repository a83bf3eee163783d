package dev.slipway.backups.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.backups.BackupEdits;
import dev.slipway.backups.BackupRun;
import dev.slipway.backups.BackupState;
import dev.slipway.backups.Backups;
import dev.slipway.backups.DeclareBackup;
import dev.slipway.backups.ReportKey;
import dev.slipway.backups.Reports;
import dev.slipway.backups.RunOutcome;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a key said that was in wrong hands is kept and believed no more.
@SlipwayTest
class LeakedKeyTests {

  @LocalServerPort int port;
  @Autowired BackupEdits edits;
  @Autowired Backups backups;
  @Autowired Reports reports;
  @Autowired JdbcClient jdbc;

  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
  private UUID id;
  private String key;
  private Reporter reporter;

  @BeforeEach
  void declare() {
    reporter = new Reporter(port);
    id =
        edits.declare(
            new DeclareBackup("report-" + UuidV7.next(), List.of(), "@daily", "", null, "", ""),
            Actor.SYSTEM);
    key = reports.addKey(id, Actor.SYSTEM);
  }

  @Test
  void whatALeakedKeySaidSinceItLeakedIsReadAndNotBelieved() {
    assertThat(reporter.send(id, key, Reporter.body("a", "succeeded", started.minusSeconds(3600))))
        .isEqualTo(201);
    arrivedAnHourAgo("a");
    assertThat(reporter.send(id, key, Reporter.body("b", "succeeded", started))).isEqualTo(201);
    var leaked = reports.keys(id).getFirst().id();
    reports.addKey(id, Actor.SYSTEM);
    var other = reports.keys(id).getLast().id();
    var jon = Visitor.signedIn(port, "jon");
    var path = "/backups/" + id + "/keys/" + leaked + "/revoke";

    var early = jon.post(path, Map.of("since", "2999-01-01T00:00"));
    assertThat(early.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(early).select("#since-" + leaked).val()).isEqualTo("2999-01-01T00:00");
    assertThat(jon.post(path, Map.of("since", "yesterday")).statusCode()).isEqualTo(422);
    assertThat(reports.keys(id)).hasSize(2);

    var since = LocalDateTime.now(ZoneOffset.UTC).minusMinutes(30).truncatedTo(ChronoUnit.MINUTES);
    assertThat(jon.post(path, Map.of("since", since.toString())).statusCode()).isEqualTo(302);
    assertThat(reports.keys(id)).extracting(ReportKey::id).containsExactly(other);
    assertThat(backups.byId(id).standing().lastGood()).isEqualTo(started.minusSeconds(3600));
    assertThat(Visitor.page(jon.get("/backups/" + id)).select("[aria-labelledby=h-runs]").text())
        .contains("Not believed bSaid to have succeeded", "Succeeded a");
    assertThat(
            jdbc.sql(
                    "select after::text from audit.audit_event where subject_id = ? and action = 'backup.key-revoked'")
                .param(id.toString())
                .query(String.class)
                .single())
        .contains(leaked.toString(), "notBelievedSince", "\"reportsNotBelieved\": 1");
  }

  @Test
  void aTrueReportIsKeptUnderTheNameThatALeakedKeyHadTaken() {
    assertThat(reporter.send(id, key, Reporter.body("a", "succeeded", started))).isEqualTo(201);
    reports.revoke(id, reports.keys(id).getFirst().id(), started, Actor.SYSTEM);
    assertThat(backups.byId(id).standing().lastGood()).isNull();
    var next = reports.addKey(id, Actor.SYSTEM);
    assertThat(reporter.send(id, next, Reporter.body("a", "failed", started))).isEqualTo(201);
    assertThat(backups.byId(id).state()).isEqualTo(BackupState.FAILING);
    assertThat(backups.runs(id, Duration.ofDays(1), 10))
        .extracting(BackupRun::title, BackupRun::outcome)
        .containsExactlyInAnyOrder(
            tuple("a", RunOutcome.FAILED), tuple("a", RunOutcome.UNBELIEVED));
  }

  @Test
  void whatALeakedKeyFilledTheTableWithStandsInNobodysWay() {
    jdbc.sql(
            """
            insert into backup_run (source, run, title, outcome, started_at)
            select ?, 'n' || n, 'n' || n, 'succeeded', clock_timestamp() from generate_series(1, 1000) n
            """)
        .param(id)
        .update();
    reports.revoke(id, reports.keys(id).getFirst().id(), started, Actor.SYSTEM);
    var next = reports.addKey(id, Actor.SYSTEM);
    assertThat(reporter.send(id, next, Reporter.body("a", "succeeded", started))).isEqualTo(201);
  }

  /// The moment of arrival is the database's, so no report can name it.
  private void arrivedAnHourAgo(String run) {
    JdbcClient.create(TestDatabase.shared().superuser())
        .sql(
            "update backup_run set recorded_at = recorded_at - interval '1 hour' where run = ? and source = ?")
        .params(run, id)
        .update();
  }
}

package dev.slipway.backups.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backups.BackupEdits;
import dev.slipway.backups.BackupState;
import dev.slipway.backups.Backups;
import dev.slipway.backups.DeclareBackup;
import dev.slipway.backups.Reports;
import dev.slipway.backups.RunOutcome;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Declared backups report in: with a key of their own, once a run, and not a moment after the key
/// was revoked.
@SlipwayTest
class ReportTests {

  @LocalServerPort int port;
  @Autowired BackupEdits edits;
  @Autowired Backups backups;
  @Autowired Reports reports;
  @Autowired JdbcClient jdbc;

  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
  private UUID id;
  private String key;

  @BeforeEach
  void declare() {
    id = declared();
    key = reports.addKey(id, Actor.SYSTEM);
  }

  private Reporter reporter() {
    return new Reporter(port);
  }

  private UUID declared() {
    return edits.declare(
        new DeclareBackup("report-" + UuidV7.next(), List.of(), "@daily", "", null, "", ""),
        Actor.SYSTEM);
  }

  @Test
  void aRunIsKeptOnceHoweverOftenItIsReported() {
    assertThat(reporter().send(id, key, Reporter.body("a", "succeeded", started))).isEqualTo(201);
    assertThat(reporter().send(id, key, Reporter.body("a", "succeeded", started))).isEqualTo(200);
    assertThat(backups.runs(id, Duration.ofDays(1), 10)).hasSize(1);
    var now = backups.byId(id);
    assertThat(now.state()).isEqualTo(BackupState.GOOD);
    assertThat(now.standing().lastGood()).isEqualTo(started);
    assertThat(reports.keys(id).getFirst().lastUsedAt()).isNotNull();

    assertThat(reporter().send(id, key, Reporter.body("b", "failed", started.plusSeconds(60))))
        .isEqualTo(201);
    assertThat(backups.byId(id).state()).isEqualTo(BackupState.FAILING);
  }

  @Test
  void aLeakedKeyEndsAtOnceAndNeverReachedAnythingElse() {
    var other = declared();
    assertThat(reporter().send(other, key, Reporter.body("a", "succeeded", started)))
        .isEqualTo(401);
    assertThat(reporter().get("/api/v1/backups", key)).isEqualTo(401);
    reports.revoke(id, reports.keys(id).getFirst().id(), null, Actor.SYSTEM);
    assertThat(reporter().send(id, key, Reporter.body("a", "succeeded", started))).isEqualTo(401);
    assertThat(backups.runs(id, Duration.ofDays(1), 10)).isEmpty();
    assertThat(acts()).contains("backup.key-made", "backup.key-revoked");
  }

  @Test
  void noKeyFillsTheTableWithNames() {
    jdbc.sql(
            """
            insert into backup_run (source, run, title, outcome, started_at)
            select ?, 'n' || n, 'n' || n, 'succeeded', clock_timestamp() from generate_series(1, 1000) n
            """)
        .param(id)
        .update();
    assertThat(reporter().send(id, key, Reporter.body("one more", "succeeded", started)))
        .isEqualTo(429);
    assertThat(reporter().send(id, key, Reporter.body("n1", "succeeded", started)))
        .as("known already")
        .isEqualTo(200);
    assertThat(backups.runs(id, Duration.ofDays(1), 2000)).hasSize(1000);
  }

  @Test
  void noKeyReportsForABackupThatIsRetired() {
    edits.retire(id, "Nothing makes it any more", Actor.SYSTEM);
    assertThat(reporter().send(id, key, Reporter.body("a", "succeeded", started))).isEqualTo(401);
    assertThat(reports.keys(id)).isEmpty();
    assertThat(backups.runs(id, Duration.ofDays(1), 10)).isEmpty();
  }

  @Test
  void theTrailNamesWhoRevokedALeakedKeyAndItsSuccessorWorks() {
    var jon = Visitor.signedIn(port, "jon");
    var leaked = reports.keys(id).getFirst().id();
    assertThat(jon.post("/backups/" + id + "/keys/" + leaked + "/revoke", Map.of()).statusCode())
        .isEqualTo(302);
    assertThat(reporter().send(id, key, Reporter.body("a", "succeeded", started))).isEqualTo(401);
    var made = Visitor.page(jon.post("/backups/" + id + "/keys", Map.of()));
    var next = made.select("[role=status]").text().replaceAll(".*(slb_[A-Za-z0-9_-]{43}).*", "$1");
    assertThat(next).startsWith("slb_").isNotEqualTo(key);
    assertThat(reporter().send(id, next, Reporter.body("a", "succeeded", started))).isEqualTo(201);
    assertThat(reporter().send(id, key, Reporter.body("b", "succeeded", started))).isEqualTo(401);
    assertThat(trail())
        .contains("backup.key-revoked by Jon", "backup.key-made by Jon")
        .anyMatch(act -> act.startsWith("backup.run-reported by report of"));
  }

  @Test
  void wordsOfAReportAreWordsOnThePageAndNothingElse() {
    var hostile =
        Reporter.body("<img src=x onerror=alert(1)>", "failed", started)
            .replace("}", ",\"detail\":\"</td><script>alert(2)</script>{{7*7}}\"}");
    assertThat(reporter().send(id, key, hostile)).isEqualTo(201);
    var page = Visitor.signedIn(port, "vera").get("/backups/" + id);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(Visitor.page(page).select("main script, main img")).isEmpty();
    assertThat(Visitor.page(page).text())
        .contains("<img src=x onerror=alert(1)>", "<script>alert(2)</script>{{7*7}}");
  }

  @Test
  void nobodyCanReadAKeyAgain() {
    assertThat(key).startsWith("slb_").hasSize(47);
    assertThat(
            jdbc.sql(
                    "select count(*) from backup_report_key where source = ? and encode(hash, 'escape') like '%slb_%'")
                .param(id)
                .query(Long.class)
                .single())
        .isZero();
    reports.addKey(id, Actor.SYSTEM);
    assertThatThrownBy(() -> reports.addKey(id, Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("two keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "not json",
        "{\"run\":\"a\",\"outcome\":\"splendid\",\"startedAt\":\"2026-11-23T02:00:00Z\"}",
        "{\"run\":\"a\",\"outcome\":\"succeeded\",\"startedAt\":\"NaN\"}",
        "{\"run\":\"a\",\"outcome\":\"succeeded\",\"startedAt\":\"9999-11-23T02:00:00Z\"}",
        "{\"run\":\"a\",\"outcome\":\"succeeded\",\"startedAt\":\"1999-11-23T02:00:00Z\"}",
        "{\"run\":\"a\",\"outcome\":\"succeeded\",\"startedAt\":\"2026-11-23T02:00:00Z\",\"more\":1}",
        "{\"run\":\"a\",\"outcome\":\"succeeded\",\"startedAt\":\"2026-11-23T02:00:00Z\",\"sizeBytes\":1e400}",
        "{\"run\":\"a\",\"outcome\":\"succeeded\",\"startedAt\":\"2026-11-23T02:00:00Z\",\"sizeBytes\":99999999999999999999}",
        "{\"run\":\"a\",\"outcome\":\"succeeded\",\"startedAt\":\"2026-11-23T02:00:00Z\",\"sizeBytes\":NaN}",
        "{\"run\":{\"$gt\":\"\"},\"outcome\":\"succeeded\",\"startedAt\":\"2026-11-23T02:00:00Z\"}",
        "{\"run\":\"a\",\"outcome\":2,\"startedAt\":\"2026-11-23T02:00:00Z\"}",
        "{\"run\":\"a\\u202egood\",\"outcome\":\"succeeded\",\"startedAt\":\"2026-11-23T02:00:00Z\"}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{\"run\":\"a\\u0000\",\"outcome\":\"succeeded\",\"startedAt\":\"2026-11-23T02:00:00Z\"}",
      })
  void whatIsNoReportIsRefusedAndKeepsNothing(String body) {
    assertThat(reporter().send(id, key, body)).isBetween(400, 422);
    assertThat(backups.runs(id, Duration.ofDays(400), 10)).isEmpty();
  }

  @Test
  void sizesAndTimesThatCannotBeAreRefused() {
    var good = Reporter.body("a", "succeeded", started);
    assertThat(reporter().send(id, key, good.replace("}", ",\"sizeBytes\":-1}"))).isEqualTo(422);
    assertThat(
            reporter()
                .send(
                    id,
                    key,
                    good.replace("}", ",\"endedAt\":\"%s\"}".formatted(started.minusSeconds(9)))))
        .isEqualTo(422);
    assertThat(
            reporter()
                .send(
                    id, key, good.replace("}", ",\"detail\":\"%s\"}".formatted("x".repeat(9000)))))
        .isEqualTo(413);
    assertThat(reporter().send(id, key, good.replace("}", ",\"sizeBytes\":9000000000}")))
        .isEqualTo(201);
  }

  @Test
  void ofTwoEndsOfOneRunTheWorseCounts() {
    assertThat(reporter().send(id, key, Reporter.body("z1", "succeeded", started))).isEqualTo(201);
    assertThat(reporter().send(id, key, Reporter.body("z1", "succeeded", started))).isEqualTo(200);
    assertThat(reporter().send(id, key, Reporter.body("z1", "failed", started))).isEqualTo(201);
    assertThat(backups.runs(id, Duration.ofDays(1), 10))
        .singleElement()
        .satisfies(run -> assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED));
    assertThat(reporter().send(id, key, Reporter.body("z1", "failed", started))).isEqualTo(200);
    assertThat(reporter().send(id, key, Reporter.body("z1", "succeeded", started))).isEqualTo(409);
    assertThat(reporter().send(id, key, Reporter.body("z1", "partial", started))).isEqualTo(409);
  }

  @Test
  void withoutAKeyNothingIsSaidOfWhatThereIs() {
    assertThat(reporter().send(id, "slb_guess", Reporter.body("a", "succeeded", started)))
        .isEqualTo(401);
    assertThat(reporter().send(UUID.randomUUID(), key, Reporter.body("a", "succeeded", started)))
        .isEqualTo(401);
    assertThat(reporter().get("/api/v1/backup-reports/" + id, key)).isIn(401, 403, 405);
  }

  private List<@Nullable String> trail() {
    return jdbc.sql(
            "select action || ' by ' || actor_name from audit.audit_event where subject_id = ?")
        .param(id.toString())
        .query(String.class)
        .list();
  }

  private List<@Nullable String> acts() {
    return jdbc.sql("select action from audit.audit_event where subject_id = ?")
        .param(id.toString())
        .query(String.class)
        .list();
  }
}

package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.Line;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the demonstration tells of its backups: what its clusters hold, what is declared, and what
/// is only said.
@Tag("journey")
class BackupLinesJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static PortalProcess portal;
  private static int port;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data"), "--slipway.sandbox.story=false"));
    port = URI.create(portal.url()).getPort();
    var vera = Visitor.signedIn(port, "vera");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(page(vera, "/backups").text())
                .contains("mysql-backup", "weekly-full-backup")
                .doesNotContain("was not asked yet"));
  }

  @AfterAll
  static void stop() {
    if (portal != null) {
      portal.close();
    }
  }

  @Test
  @Line({"emis-15", "emis-17"})
  void theNightsOfEmisAreTold() {
    var vera = Visitor.signedIn(port, "vera");
    var mysql = backup(vera, "mysql", "mysql-backup");
    assertThat(mysql.get("state").asString()).isEqualTo("failing");
    assertThat(mysql.get("reason").asString()).contains("BackoffLimitExceeded");
    assertThat(mysql.get("ageSeconds").asLong())
        .as("its last success has an age")
        .isGreaterThan(Duration.ofDays(11).toSeconds());
    var daily = backup(vera, "mysql", "daily-backup");
    assertThat(daily.get("ageSeconds").asLong()).isBetween(0L, Duration.ofHours(26).toSeconds());
    assertThat(daily.get("cluster").asString()).isEqualTo("emis");
    assertThat(page(vera, "/backups/" + daily.get("id").asString()).text())
        .contains("every day at 01:00", "emis-k8s-backups (aws), available");
  }

  @Test
  @Line("emis-16")
  void theDumpOfMongoDbIsToldWithHowFullItsSharedClaimIs() {
    var vera = Visitor.signedIn(port, "vera");
    var mongodb = backup(vera, "mongodb", "mongodb-backup");
    assertThat(mongodb.get("kind").asString()).isEqualTo("cron-job");
    assertThat(mongodb.get("lastGood").isNull()).isFalse();
    assertThat(page(vera, "/backups/" + mongodb.get("id").asString()).text())
        .contains("every day at 03:00", "0 3 * * *", "mongodb");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(page(vera, "/health/resources?cluster=emis&kind=volume&q=backup-pvc").text())
                .contains("backup-pvc", "87 %", "of 500 GiB used"));
  }

  @Test
  @Line("edu-28")
  void aScriptThatNothingStartsIsWarnedOfAndCanReportIn() {
    var vera = Visitor.signedIn(port, "vera");
    var script = backup(vera, "influxdb", "database-backup.sh");
    assertThat(page(vera, "/backups/" + script.get("id").asString()).text())
        .contains("No schedule: nothing starts it by the clock", "container database-backups")
        .contains("/api/v1/backup-reports/" + script.get("id").asString())
        .contains("PostgreSQL into a scratch database");
  }

  @Test
  @Line("quiz-16")
  void theDatabaseOfQuizMentorReportsIn() throws Exception {
    var jon = Visitor.signedIn(port, "jon");
    var rds = backup(jon, "learning-orchestrator", "rds-quizmentor");
    assertThat(rds.get("state").asString()).isEqualTo("unknown");
    assertThat(
            backup(jon, "learning-orchestrator", "elasticache-quizmentor").get("state").asString())
        .isEqualTo("unknown");
    assertThat(page(jon, "/backups?service=learning-orchestrator").text())
        .contains("Not known", "nothing has reported a run of it yet");
    var path = "/backups/" + rds.get("id").asString();
    var made = Visitor.page(jon.post(path + "/keys", Map.of())).select("[role=status]").text();
    var key = made.replaceAll(".*(slb_[A-Za-z0-9_-]{43}).*", "$1");
    var report =
        """
        {"run": "rds:quizmentor-1", "outcome": "succeeded", "startedAt": "%s", "sizeBytes": 21474836480}
        """
            .formatted(Instant.now().minusSeconds(900));
    assertThat(send("/api/v1/backup-reports/" + rds.get("id").asString(), key, report))
        .isEqualTo(201);
    assertThat(backup(jon, "learning-orchestrator", "rds-quizmentor").get("state").asString())
        .isEqualTo("good");
    assertThat(page(jon, path).text()).contains("rds:quizmentor-1", "20 GiB", "maintenance");
    assertThat(
            page(jon, "/services/learning-orchestrator/backups")
                .select("li:contains(Not known)")
                .text())
        .contains("elasticache-quizmentor")
        .doesNotContain("rds-quizmentor");
  }

  @Test
  @Line("iot-23")
  void backupsThatAreOnlyClaimedCoverNothing() {
    var vera = Visitor.signedIn(port, "vera");
    var iot = page(vera, "/backups?service=postgres");
    assertThat(iot.select("[aria-labelledby=h-findings]").text())
        .contains("No good backup", "iot-system/postgres")
        .contains("timescaledb-automated is said to copy it. No object of the cluster does");
    assertThat(iot.select("[aria-labelledby=h-uncovered]").text())
        .as("what is a finding is told once")
        .doesNotContain("iot-system/postgres");
  }

  private static Document page(Visitor visitor, String path) {
    var answer = visitor.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Visitor.page(answer);
  }

  private static JsonNode backup(Visitor visitor, String service, String name) {
    var answer = visitor.get("/api/v1/backups?service=" + service);
    for (var one : JsonMapper.shared().readTree(answer.body()).get("items")) {
      if (one.get("name").asString().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no %s of %s: %s".formatted(name, service, answer.body()));
  }

  private static int send(String path, String key, String body)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Authorization", "Bearer " + key)
                  .header("Content-Type", "application/json")
                  .timeout(Duration.ofSeconds(20))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}

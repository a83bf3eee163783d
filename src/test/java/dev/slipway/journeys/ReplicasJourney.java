package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.DatabaseProcess;
import dev.slipway.testing.Negative;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SimulatorProcess;
import dev.slipway.testing.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two portals as processes on one PostgreSQL, and what happens to either of the three. The clocks
/// of the two differ from the database's by ten minutes, one behind and one ahead.
@Tag("journey")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasJourney implements SkewedClocks, FrozenDatabase {

  private static final List<String[]> TARGET = List.<String[]>of(new String[] {"vote", "dev"});
  private static final String NO_END = "queued, running, verifying, aborting, unknown";
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final Duration NOTICED = Duration.ofSeconds(5);

  private static final Duration SKEW = Duration.ofMinutes(Integer.getInteger("slipway.skew", 10));

  private DatabaseProcess database;
  private SimulatorProcess simulator;
  private PortalProcess one;
  private PortalProcess two;

  @BeforeAll
  void start() throws Exception {
    var folder = Files.createTempDirectory(Path.of("target"), "replicas");
    database = DatabaseProcess.start(folder.resolve("postgres"));
    simulator = SimulatorProcess.start(folder.resolve("clusters"));
    one = portal(folder.resolve("one"), SKEW.negated());
    two = portal(folder.resolve("two"), SKEW);
  }

  private PortalProcess portal(Path folder, Duration ahead) throws Exception {
    var arguments = new ArrayList<>(database.arguments());
    arguments.add("--slipway.data-dir=" + folder.resolve("data").toAbsolutePath());
    arguments.add("--slipway.sandbox.attach=" + simulator.kubeconfigs());
    arguments.add("--slipway.sandbox.story=false");
    return PortalProcess.startShifted(folder, ahead, arguments);
  }

  @Override
  public DatabaseProcess database() {
    return database;
  }

  @Override
  public PortalProcess behind() {
    return one;
  }

  @Override
  public PortalProcess ahead() {
    return two;
  }

  @AfterAll
  void stop() throws Exception {
    one.close();
    two.close();
    simulator.close();
    database.close();
  }

  @Test
  @Negative(63)
  @Promise({"P2", "P11"})
  void whoeverDiesInARolloutTheOtherEndsIt() throws Exception {
    try (var ada = PortalClient.signedIn(one.url(), "ada")) {
      for (var victim : List.of(one, two)) {
        var survivor = victim == one ? two : one;
        var before = simulator.templateChanges(TARGET);
        var plan = propose(ada.at(victim.url()));
        var deployment = start(ada.at(survivor.url()), plan);
        TimeUnit.MILLISECONDS.sleep(700);
        victim.kill();
        assertThat(ended(ada.at(survivor.url()), deployment)).isEqualTo("succeeded");
        assertThat(changes(before)).isEqualTo(1);
        victim.restart();
      }
    }
  }

  @Test
  void whatIsDoneOnEitherIsLiveOnBoth() throws Exception {
    var atOne = Visitor.signedIn(one.port(), "vera");
    var atTwo = Visitor.signedIn(two.port(), "vera");
    try (var ada = PortalClient.signedIn(one.url(), "ada")) {
      for (var acting : List.of(one, two)) {
        var deployment = start(ada.at(acting.url()), propose(ada.at(acting.url())));
        var topic = "/live?topic=deployment:" + deployment;
        try (var here = atOne.listen(topic);
            var there = atTwo.listen(topic)) {
          assertThat(ended(ada, deployment)).isEqualTo("succeeded");
          await()
              .atMost(Duration.ofSeconds(5))
              .untilAsserted(() ->
                  assertThat(List.of(here, there))
                      .allMatch(page -> page.reloads().contains("deployment-live")));
        }
      }
    }
  }

  @Test
  @Negative(66)
  @Promise("P2")
  void aReplicaThatWasFrozenBeyondItsLeaseWritesNothingAfterwards() throws Exception {
    try (var ada = PortalClient.signedIn(one.url(), "ada")) {
      for (var frozen : List.of(one, two)) {
        var awake = frozen == one ? two : one;
        var before = simulator.templateChanges(TARGET);
        var deployment = start(ada.at(awake.url()), propose(ada.at(awake.url())));
        TimeUnit.MILLISECONDS.sleep(300);
        frozen.freeze();
        try {
          assertThat(ended(ada.at(awake.url()), deployment)).isEqualTo("succeeded");
          TimeUnit.SECONDS.sleep(22);
        } finally {
          frozen.thaw();
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() ->
                ada.at(frozen.url())
                    .json("/api/v1/deployments/" + deployment)
                    .get("state")
                    .asString()
                    .equals("succeeded"));
        assertThat(changes(before)).isEqualTo(1);
      }
    }
  }

  @Test
  @Negative(69)
  @Promise("P10")
  void aDatabaseThatIsGoneForAWhileCostsTimeAndNothingElse() throws Exception {
    try (var ada = PortalClient.signedIn(one.url(), "ada")) {
      for (var killed : new boolean[] {false, true}) {
        var before = simulator.templateChanges(TARGET);
        var deployment = start(ada, propose(ada));
        if (killed) {
          database.kill();
        } else {
          database.freeze();
        }
        Duration slowest;
        try {
          slowest = slowestAnswerUntil(ada, Instant.now());
        } finally {
          if (killed) {
            database.restart();
          } else {
            database.thaw();
          }
        }
        var back = Instant.now();
        await()
            .atMost(Duration.ofSeconds(15))
            .until(() ->
                ada.get("/").statusCode() == 200 && ada.at(two.url()).get("/").statusCode() == 200);
        System.out.printf(
            "Database %s for %d s: slowest answer %d ms, well again after %d ms%n",
            killed ? "killed" : "frozen",
            OUTAGE.toSeconds(),
            slowest.toMillis(),
            Duration.between(back, Instant.now()).toMillis());
        assertThat(slowest).isLessThan(Duration.ofSeconds(2));
        assertThat(ended(ada, deployment)).isEqualTo("succeeded");
        assertThat(changes(before)).isEqualTo(1);
      }
    }
  }

  /// Once the loss is noticed, every page says so at once.
  private static Duration slowestAnswerUntil(PortalClient ada, Instant gone) throws Exception {
    var slowest = Duration.ZERO;
    while (Instant.now().isBefore(gone.plus(OUTAGE))) {
      var asked = Instant.now();
      if (asked.isBefore(gone.plus(NOTICED))) {
        TimeUnit.MILLISECONDS.sleep(100);
        continue;
      }
      var answer = ada.get("/");
      var took = Duration.between(asked, Instant.now());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("database does not answer").contains("<h1");
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      TimeUnit.MILLISECONDS.sleep(300);
    }
    return slowest;
  }

  /// A portal that has just started may not have met the cluster yet, and says to try again.
  static PortalClient.Answer propose(PortalClient ada) {
    var wish =
        Map.of("service", "vote", "environment", "dev", "kind", "restart", "reason", "A bad day");
    var plan =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> ada.send("/api/v1/plans", wish, Map.of()), answer -> answer.status() != 503);
    assertThat(plan.status()).as("%s", plan.body()).isEqualTo(201);
    return plan;
  }

  /// A portal that has just started says so until it has seen the cluster.
  static UUID start(PortalClient ada, PortalClient.Answer plan) throws Exception {
    var start =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> trial(ada, plan), answer -> answer.status() != 503);
    assertThat(start.status()).as("%s", start.body()).isEqualTo(202);
    return UUID.fromString(start.body().get("id").asString());
  }

  /// A start, whatever its answer.
  static PortalClient.Answer trial(PortalClient ada, PortalClient.Answer plan) throws Exception {
    return ada.send(
        "/api/v1/plans/" + plan.body().get("id").asString() + "/start",
        Map.of("hash", plan.body().get("hash").asString()),
        Map.of("Idempotency-Key", UUID.randomUUID().toString()));
  }

  static String ended(PortalClient ada, UUID deployment) {
    return await()
        .atMost(Duration.ofSeconds(200))
        .until(
            () -> ada.json("/api/v1/deployments/" + deployment).get("state").asString(),
            state -> !NO_END.contains(state));
  }

  private int changes(Map<String, Integer> before) throws Exception {
    return simulator.templateChanges(TARGET).getOrDefault("vote@dev", 0)
        - before.getOrDefault("vote@dev", 0);
  }
}

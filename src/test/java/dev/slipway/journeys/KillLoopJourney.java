package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SimulatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// P1, P2 and P11 of the trust promises: the portal is killed at random points with five
/// deployments in flight; each change reaches the cluster exactly once, and each deployment ends or
/// says why it cannot tell.
@Tag("journey")
class KillLoopJourney {

  private static final List<String> ACTIVE = List.of("queued", "running", "verifying", "aborting");
  private static final List<String[]> TARGETS =
      List.of(
          new String[] {"vote", "dev"},
          new String[] {"result", "dev"},
          new String[] {"worker", "dev"},
          new String[] {"vote", "qa"},
          new String[] {"result", "qa"});
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /// Long enough for some changes to have settled, short enough for others to be on their way.
  private static final int LONGEST_RUN_MILLIS = 4_000;

  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<Duration> starts = new ArrayList<>();
  private final List<Duration> resumed = new ArrayList<>();
  private int started;
  private int inFlight;

  @Test
  @Negative(63)
  @Promise({"P1", "P2", "P11"})
  void everyChangeIsAppliedExactlyOnceWhateverKillsThePortal() throws Exception {
    var kills = Integer.getInteger("slipway.kills", 8);
    var seed = Long.getLong("slipway.seed", System.nanoTime());
    System.out.println("Kill loop: " + kills + " kills, seed " + seed);
    var random = new Random(seed);
    var folder = Files.createTempDirectory(Path.of("target"), "kill-loop");
    var began = Instant.now();
    try (var simulator = SimulatorProcess.start(folder.resolve("clusters"));
        var portal =
            PortalProcess.start(
                folder,
                List.of(
                    "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                    "--slipway.sandbox.attach=" + simulator.kubeconfigs(),
                    "--slipway.sandbox.story=false"))) {
      for (var round = 0; round < kills; round++) {
        var before = simulator.templateChanges(TARGETS);
        var deployments = startAll(portal, round);
        started += deployments.size();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_RUN_MILLIS));
        inFlight += active(portal, deployments);
        portal.kill();
        starts.add(portal.restart());
        var states = settle(portal, deployments);
        appliedOnce(before, simulator.templateChanges(TARGETS), states, round, seed);
      }
      nothingIsStuck(portal);
    }
    System.out.printf(
        "Kill loop: %d kills, %d deployments, %d of them in flight, each applied exactly once,"
            + " 0 silently stuck; ended %s; seed %d%n",
        kills, started, inFlight, ends, seed);
    System.out.printf(
        "Kill loop: start median %s, slowest %s; last deployment ended after the start: median %s,"
            + " slowest %s; %d s in all%n",
        figure(starts, 2),
        figure(starts, 1),
        figure(resumed, 2),
        figure(resumed, 1),
        Duration.between(began, Instant.now()).toSeconds());
  }

  /// Of what the portal cannot tell even after minutes nobody can say whether it was applied; never
  /// was it twice.
  private static void appliedOnce(
      Map<String, Integer> before,
      Map<String, Integer> after,
      List<String> states,
      int round,
      long seed) {
    for (var at = 0; at < TARGETS.size(); at++) {
      var name = String.join("@", TARGETS.get(at));
      var told =
          "template changes of %s, %s, in round %d (seed %d)"
              .formatted(name, states.get(at), round, seed);
      assertThat(after.getOrDefault(name, 0) - before.getOrDefault(name, 0))
          .as(told)
          .isIn("unknown".equals(states.get(at)) ? List.of(0, 1) : List.of(1));
    }
  }

  /// The median (2) or the longest (1) of some durations.
  private static String figure(List<Duration> durations, int part) {
    var sorted = durations.stream().sorted().toList();
    var at = part == 1 ? sorted.size() - 1 : sorted.size() / 2;
    return "%.1f s".formatted(sorted.get(at).toMillis() / 1000.0);
  }

  private static List<UUID> startAll(PortalProcess portal, int round) throws Exception {
    List<UUID> deployments = new ArrayList<>();
    try (var ada = PortalClient.signedIn(portal.url(), "ada")) {
      for (var target : TARGETS) {
        var plan =
            ada.send(
                "/api/v1/plans",
                Map.of(
                    "service",
                    target[0],
                    "environment",
                    target[1],
                    "kind",
                    "restart",
                    "reason",
                    "Kill loop, round " + round),
                Map.of());
        assertThat(plan.status()).as("%s", plan.body()).isEqualTo(201);
        var start =
            ada.send(
                "/api/v1/plans/" + plan.body().get("id").asString() + "/start",
                Map.of("hash", plan.body().get("hash").asString()),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(start.status()).as("%s", start.body()).isEqualTo(202);
        deployments.add(UUID.fromString(start.body().get("id").asString()));
      }
    }
    return deployments;
  }

  private static int active(PortalProcess portal, List<UUID> deployments) throws Exception {
    var count = 0;
    try (var ada = PortalClient.signedIn(portal.url(), "ada")) {
      for (var deployment : deployments) {
        if (ACTIVE.contains(
            ada.json("/api/v1/deployments/" + deployment).get("state").asString())) {
          count++;
        }
      }
    }
    return count;
  }

  /// Waits until each has ended. One that is unknown may still be found out: the portal looks
  /// again.
  ///
  /// @return the state of each
  private List<String> settle(PortalProcess portal, List<UUID> deployments) throws Exception {
    var begin = Instant.now();
    List<String> states = new ArrayList<>();
    try (var ada = PortalClient.signedIn(portal.url(), "ada")) {
      for (var deployment : deployments) {
        var now = ada.json("/api/v1/deployments/" + deployment);
        while (!"succeeded".equals(now.get("state").asString())
            && Instant.now().isBefore(begin.plus(SETTLED))) {
          TimeUnit.MILLISECONDS.sleep(200);
          now = ada.json("/api/v1/deployments/" + deployment);
        }
        var state = now.get("state").asString();
        assertThat(state).as("%s", now.toPrettyString()).isIn("succeeded", "unknown");
        assertThat(now.get("why").asString()).as("why %s is %s", deployment, state).isNotBlank();
        ends.merge(state, 1, Integer::sum);
        states.add(state);
      }
    }
    resumed.add(Duration.between(begin, Instant.now()));
    return states;
  }

  private static void nothingIsStuck(PortalProcess portal) throws Exception {
    try (var noor = PortalClient.signedIn(portal.url(), "noor")) {
      for (var state : ACTIVE) {
        assertThat(noor.json("/api/v1/deployments?state=" + state).get("items"))
            .as("deployments that are still %s", state)
            .isEmpty();
      }
    }
  }
}

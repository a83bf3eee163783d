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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// P1, P2 and P11 of the trust promises: the portal is killed at random points with five
/// deployments in flight; each change reaches the cluster exactly once, and each deployment ends or
/// says why it cannot tell.
@Tag("journey")
class KillLoopJourney {

  private static final List<String[]> TARGETS =
      List.of(
          new String[] {"vote", "dev"},
          new String[] {"result", "dev"},
          new String[] {"worker", "dev"},
          new String[] {"vote", "qa"},
          new String[] {"result", "qa"});
  private static final Duration SETTLED = Duration.ofSeconds(90);

  @Test
  @Negative(63)
  @Promise({"P1", "P2", "P11"})
  void everyChangeIsAppliedExactlyOnceWhateverKillsThePortal() throws Exception {
    var kills = Integer.getInteger("slipway.kills", 8);
    var seed = Long.getLong("slipway.seed", System.nanoTime());
    System.out.println("Kill loop: " + kills + " kills, seed " + seed);
    var random = new Random(seed);
    var folder = Files.createTempDirectory(Path.of("target"), "kill-loop");
    var tally = new HashMap<String, Integer>();
    var started = 0;
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
        TimeUnit.MILLISECONDS.sleep(random.nextInt(6_000));
        portal.kill();
        portal.restart();
        settle(portal, deployments, tally);
        var after = simulator.templateChanges(TARGETS);
        for (var target : TARGETS) {
          var name = String.join("@", target);
          assertThat(after.getOrDefault(name, 0) - before.getOrDefault(name, 0))
              .as("template changes of %s in round %d (seed %d)", name, round, seed)
              .isEqualTo(1);
        }
      }
    }
    System.out.printf(
        "Kill loop: %d kills, %d deployments, each applied exactly once; ended %s; seed %d%n",
        kills, started, tally, seed);
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

  private static void settle(
      PortalProcess portal, List<UUID> deployments, Map<String, Integer> tally) throws Exception {
    var limit = Instant.now().plus(SETTLED);
    try (var ada = PortalClient.signedIn(portal.url(), "ada")) {
      for (var deployment : deployments) {
        var state = "";
        do {
          state = ada.json("/api/v1/deployments/" + deployment).get("state").asString();
          if (List.of("queued", "running", "verifying", "aborting").contains(state)) {
            TimeUnit.MILLISECONDS.sleep(300);
          } else {
            break;
          }
        } while (Instant.now().isBefore(limit));
        assertThat(state).as("deployment %s", deployment).isIn("succeeded", "unknown");
        tally.merge(state, 1, Integer::sum);
      }
    }
  }
}

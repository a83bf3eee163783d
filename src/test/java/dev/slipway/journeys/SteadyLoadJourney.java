package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SimulatorProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two hundred people at once, eight looks to two changes, the database and the clusters on the
/// same machine: nothing fails, no acknowledged change is lost, none is made twice. Figures are
/// printed and assert nothing: `-Dslipway.load.seconds=1800 -Dslipway.load.pause=1000
/// -Dslipway.load.strict=true` is the long run.
@Tag("journey")
class SteadyLoadJourney {

  private static final int SESSIONS = 200;
  private static final int SECONDS = Integer.getInteger("slipway.load.seconds", 30);

  /// Milliseconds between what one person does and what they do next, at the most twice as long.
  private static final int PAUSE = Integer.getInteger("slipway.load.pause", 4_000);

  private static final List<String> PEOPLE =
      List.of("ada", "kofi", "mira", "jon", "noor", "vera", "sam");
  private static final List<String> LOOKS =
      List.of(
          "/",
          "/services",
          "/deployments",
          "/services/vote/env/dev",
          "/services/worker/env/qa",
          "/clusters",
          "/approvals",
          "/api/v1/workloads?service=vote",
          "/api/v1/deployments");
  private static final List<String[]> TARGETS =
      List.of(
          new String[] {"vote", "dev"},
          new String[] {"result", "dev"},
          new String[] {"worker", "dev"},
          new String[] {"vote", "qa"},
          new String[] {"result", "qa"});

  private final Queue<Double> looks = new ConcurrentLinkedQueue<>();
  private final Queue<Double> changes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<UUID> plans = new ConcurrentLinkedQueue<>();
  private final Map<UUID, String> started = new ConcurrentHashMap<>();

  @Test
  @Promise("P12")
  void manyPeopleAtOnceLoseNothingAndDoubleNothing() throws Exception {
    var seed = Long.getLong("slipway.seed", System.nanoTime());
    System.out.println("Steady load: " + SECONDS + " s, seed " + seed);
    var folder = Files.createTempDirectory(Path.of("target"), "steady-load");
    try (var simulator = SimulatorProcess.start(folder.resolve("clusters"));
        var portal =
            PortalProcess.start(
                folder,
                List.of(
                    "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                    "--slipway.sandbox.attach=" + simulator.kubeconfigs(),
                    "--slipway.api.calls-per-minute=1000000",
                    "--slipway.sandbox.story=false"))) {
      var before = simulator.templateChanges(TARGETS);
      crowd(portal, seed);
      assertThat(wrong).as("answers that no load excuses").isEmpty();
      everyAcknowledgedChangeIsThereOnce(portal, simulator, before);
    }
    print("looks", looks);
    print("changes", changes);
    System.out.printf(
        Locale.ROOT,
        "FIGURE steady load, all: %.0f requests/s, %d plans, %d deployments, %d times no connection free%n",
        (looks.size() + changes.size()) / (double) SECONDS,
        plans.size(),
        started.size(),
        busy.get());
  }

  private void crowd(PortalProcess portal, long seed) throws Exception {
    var people = new ArrayList<Callable<Void>>();
    var clients = new ArrayList<PortalClient>();
    for (var number = 0; number < SESSIONS; number++) {
      var client = PortalClient.signedIn(portal.url(), PEOPLE.get(number % PEOPLE.size()));
      var mayChange = number % PEOPLE.size() < 2;
      var random = new Random(seed + number);
      clients.add(client);
      people.add(() -> live(client, mayChange, random));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var person : threads.invokeAll(people)) {
        person.get();
      }
    } finally {
      clients.forEach(PortalClient::close);
    }
  }

  /// Two of seven may change something, so they do it more often than they look.
  private Void live(PortalClient client, boolean mayChange, Random random) throws Exception {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(2 * PAUSE));
      if (mayChange && random.nextInt(10) < 7) {
        change(client, TARGETS.get(random.nextInt(TARGETS.size())));
      } else {
        var path = LOOKS.get(random.nextInt(LOOKS.size()));
        var began = System.nanoTime();
        var answer = client.get(path);
        looks.add((System.nanoTime() - began) / 1e6);
        note("GET " + path, answer.statusCode(), answer.body(), List.of(200));
      }
    }
    return null;
  }

  /// Plans and starts, each sent twice, as a nervous hand or a cautious script does.
  private void change(PortalClient client, String[] target) throws Exception {
    var wish =
        Map.of(
            "service",
            target[0],
            "environment",
            target[1],
            "kind",
            "restart",
            "reason",
            "The load");
    var plan = twice(client, "/api/v1/plans", wish, List.of(201));
    if (plan == null) {
      return;
    }
    var id = UUID.fromString(plan.body().get("id").asString());
    plans.add(id);
    // Who comes second to a workload, or after it changed, is told so.
    var start =
        twice(
            client,
            "/api/v1/plans/" + id + "/start",
            Map.of("hash", plan.body().get("hash").asString()),
            List.of(202, 409));
    if (start != null) {
      started.put(UUID.fromString(start.body().get("id").asString()), String.join("@", target));
    }
  }

  private PortalClient.@Nullable Answer twice(
      PortalClient client, String path, Object body, List<Integer> fine) throws Exception {
    var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    var began = System.nanoTime();
    var first = client.send(path, body, key);
    // Whether that was carried out is not known: the same key finds out.
    while (first.status() == 503 && !Boolean.getBoolean("slipway.load.strict")) {
      busy.incrementAndGet();
      first = client.send(path, body, key);
    }
    changes.add((System.nanoTime() - began) / 1e6);
    if (!note(path, first.status(), first.body(), fine) || first.status() >= 400) {
      return null;
    }
    var again = client.send(path, body, key);
    while (again.status() == 503) {
      again = client.send(path, body, key);
    }
    if (again.status() != first.status()
        || !again.body().get("id").equals(first.body().get("id"))) {
      wrong.add("the second of two twins at " + path + " got another answer: " + again);
    }
    return first;
  }

  /// A database that has no connection free for three seconds is said as 503. The long run, on a
  /// machine of its own, counts that too.
  private boolean note(String what, int status, Object body, List<Integer> fine) {
    if (status == 503 && !Boolean.getBoolean("slipway.load.strict")) {
      busy.incrementAndGet();
      return false;
    }
    if (!fine.contains(status)) {
      wrong.add(what + " answered " + status + ": " + body);
    }
    return fine.contains(status);
  }

  private void everyAcknowledgedChangeIsThereOnce(
      PortalProcess portal, SimulatorProcess simulator, Map<String, Integer> before)
      throws Exception {
    try (var ada = PortalClient.signedIn(portal.url(), "ada")) {
      for (var plan : plans) {
        assertThat(ada.get("/api/v1/plans/" + plan).statusCode()).as("plan " + plan).isEqualTo(200);
      }
      for (var deployment : started.keySet()) {
        await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() ->
                assertThat(ada.json("/api/v1/deployments/" + deployment).path("state").asString())
                    .isEqualTo("succeeded"));
      }
    }
    var after = simulator.templateChanges(TARGETS);
    assertThat(started).as("the load changed something").isNotEmpty();
    for (var target : before.keySet()) {
      var told = started.values().stream().filter(target::equals).count();
      assertThat(after.getOrDefault(target, 0) - before.getOrDefault(target, 0))
          .as("template changes of " + target + ", one for each deployment")
          .isEqualTo((int) told);
    }
  }

  private static void print(String what, Queue<Double> millis) {
    var sorted = millis.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "FIGURE steady load, %s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms, n %d%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 95 / 100),
        sorted.get(sorted.size() * 99 / 100),
        sorted.getLast(),
        sorted.size());
  }
}

package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterConnection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the API server is there, and whether it is still the one that was registered: it asks
/// for the namespace `kube-system`, whose UID is the identity of a cluster. Another one behind the
/// same address is neither read nor written.
final class Contact implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Contact.class);
  private static final String NOT_ASKED = "the portal could not ask it";
  static final String PATH = "/api/v1/namespaces/kube-system";
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration REFUSED = Duration.ofSeconds(30);

  /// A credential does not become good by being shown again: locked accounts and a full audit log
  /// are all that comes of it. One that is renewed by others may.
  private static final Duration REFUSED_AT_LAST = Duration.ofMinutes(10);

  /// What the last probe found.
  enum State {
    NEW,
    UP,
    DOWN,
    /// It answers, and does not accept the credentials.
    TURNED_AWAY,
    FOREIGN
  }

  private final ClusterConnection connection;
  private final ApiServer api;
  private final WatchTimes times;
  private final Clock clock;
  private final Runnable changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turn = lock.newCondition();

  private State state = State.NEW;
  private @Nullable String problem;
  private @Nullable String uid;
  private @Nullable String version;
  private @Nullable Instant provenAt;
  private volatile boolean portalCloses;
  private boolean doubted;
  private int refusals;

  Contact(
      ClusterConnection connection,
      ApiServer api,
      WatchTimes times,
      Clock clock,
      Runnable changed) {
    this.connection = connection;
    this.api = api;
    this.times = times;
    this.clock = clock;
    this.changed = changed;
    this.uid = connection.uid();
  }

  @Override
  public void run() {
    try {
      while (!Thread.interrupted()) {
        var pause = probe();
        changed.run();
        rest(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks at once: somebody's connection broke.
  void doubt() {
    lock.lock();
    try {
      doubted = true;
      turn.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A cluster that goes away now, as those of the demonstration do, is no news to anybody.
  void portalCloses() {
    portalCloses = true;
  }

  void awaitUp() throws InterruptedException {
    lock.lock();
    try {
      while (state != State.UP) {
        turn.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits a little for the first probe of a new connection.
  State known(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (state == State.NEW && left > 0) {
        left = turn.awaitNanos(left);
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  State state() {
    return locked(() -> state);
  }

  @Nullable String problem() {
    return locked(() -> problem);
  }

  @Nullable String version() {
    return locked(() -> version);
  }

  /// UID of the cluster, once it has been met.
  @Nullable String uid() {
    return locked(() -> uid);
  }

  @Nullable Instant provenAt() {
    return locked(() -> provenAt);
  }

  private <T extends @Nullable Object> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  private Duration probe() {
    try {
      var answer = api.get(PATH, times.patience());
      if (answer.ok()) {
        return met(Introduced.uid(answer));
      }
      return switch (answer.status()) {
        case 401 -> down(State.TURNED_AWAY, notTaken(), afterRefusal());
        case 403 ->
            down(
                "the credentials may not get namespace kube-system, by which a cluster is known",
                REFUSED);
        case 429 -> answer.waitTime();
        default -> down("its API server " + answer.answers(), times.retry());
      };
    } catch (IOException e) {
      // Stopped, because another connection took its place: that says nothing about the cluster.
      return Thread.currentThread().isInterrupted()
          ? times.retry()
          : down("its API server is not reached: " + e.getMessage(), times.retry());
    } catch (RuntimeException | Error e) {
      // Errors too: nobody would ever ask again, and every watch waits for this one.
      if (!NOT_ASKED.equals(problem())) {
        LOG.warn("Probing cluster {} failed", connection.slug(), e);
      }
      return down(NOT_ASKED, times.retry());
    }
  }

  private String notTaken() {
    return CredentialWords.notTaken(api.expiresAt(), clock.instant())
        + ". "
        + (connection.tokenFile() == null
            ? "Replace them on the cluster's page, or in the kubeconfig that the configuration names."
            : "They are read anew from the mounted file; look whether it is renewed.");
  }

  private Duration afterRefusal() {
    if (connection.tokenFile() != null) {
      return REFUSED;
    }
    var pause = REFUSED.multipliedBy(1L << Math.min(refusals, 5));
    refusals++;
    return pause.compareTo(REFUSED_AT_LAST) < 0 ? pause : REFUSED_AT_LAST;
  }

  private Duration met(String found) throws IOException {
    refusals = 0;
    if (found.isEmpty()) {
      return down("its answer about namespace kube-system has no UID", times.retry());
    }
    var before = state();
    var known = uid();
    if (before != State.UP || known == null) {
      var says = Introduced.version(api.get("/version", times.patience()));
      known = recorded(found, says, known);
      set(before, null, known, says);
    }
    if (!found.equals(known)) {
      set(
          State.FOREIGN,
          "another cluster answers under its address; expected the one with UID " + known,
          known,
          version());
      return times.probe();
    }
    if (before != State.UP) {
      LOG.info("Cluster {} answers", connection.slug());
    }
    set(State.UP, null, known, version());
    return times.probe();
  }

  /// A database that is away must not hide a cluster that has been met before.
  private String recorded(String found, String version, @Nullable String known) {
    try {
      return connection.met().met(found, version);
    } catch (RuntimeException e) {
      if (known == null) {
        throw e;
      }
      LOG.warn("Cluster {}: its contact could not be recorded", connection.slug(), e);
      return known;
    }
  }

  private Duration down(String why, Duration pause) {
    return down(State.DOWN, why, pause);
  }

  private Duration down(State found, String why, Duration pause) {
    if (state() != found && !portalCloses) {
      LOG.warn("Cluster {}: {}", connection.slug(), why);
    }
    set(found, why, uid(), version());
    return pause;
  }

  private void set(
      State state, @Nullable String problem, @Nullable String uid, @Nullable String version) {
    lock.lock();
    try {
      this.state = state;
      this.problem = problem;
      this.uid = uid;
      this.version = version;
      if (state == State.UP) {
        this.provenAt = clock.instant();
      }
      turn.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A doubt ends the pause, though not more than five times a second.
  private void rest(Duration pause) throws InterruptedException {
    var began = System.nanoTime();
    var whole = (long) (pause.toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
    lock.lock();
    try {
      var left = whole;
      while (left > 0) {
        turn.awaitNanos(left);
        var end = doubted ? Math.min(whole, SHORTEST.toNanos()) : whole;
        left = began + end - System.nanoTime();
      }
      doubted = false;
    } finally {
      lock.unlock();
    }
  }
}

package dev.slipway.clusters.fabric8;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long one watch waits before it tries again: not at all after a watch that held, longer and
/// longer otherwise, so that no server is asked without end. For one thread.
final class Pauses {

  private static final Duration HELD = Duration.ofSeconds(10);

  private int failures;
  private long began = System.nanoTime();

  /// A list or a watch begins: what fails at once was not held.
  void begin() {
    began = System.nanoTime();
  }

  void ended() {
    failures = 0;
  }

  void failed() {
    failures++;
  }

  /// After a watch that the server ended with an error.
  Duration afterError() {
    if (System.nanoTime() - began > HELD.toNanos()) {
      failures = 0;
    }
    return failures++ == 0 ? Duration.ZERO : afterFailure();
  }

  Duration afterFailure() {
    return Duration.ofMillis(Math.min(10_000, 100L << Math.min(failures, 7)));
  }

  Duration afterRefusal() {
    return Duration.ofMillis(Math.min(30_000, 1_000L << Math.min(failures, 5)));
  }

  static void rest(Duration pause) throws InterruptedException {
    if (!pause.isZero()) {
      Thread.sleep(jittered(pause));
    }
  }

  /// A quarter more or less, so that what broke together does not come back together.
  static Duration jittered(Duration time) {
    return Duration.ofMillis(
        (long) (time.toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
  }
}

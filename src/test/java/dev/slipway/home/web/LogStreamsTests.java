package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LogFollow;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.shell.SignedOut;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogStreamsTests {

  private static final WorkloadRef WORKLOAD =
      new WorkloadRef(
          new ClusterId(UuidV7.next()), "students", WorkloadKind.DEPLOYMENT, "student-service");

  private static final LogStreams.Reader MIRA = reader(person());

  /// A log of a cluster that comes back after a while.
  private static final class SickLog implements LogFollow {

    private final AtomicInteger closed = new AtomicInteger();
    private boolean reachable;

    @Override
    public Following follow(
        WorkloadRef workload,
        String pod,
        @Nullable String container,
        int lines,
        Consumer<String> line,
        Consumer<String> ended) {
      if (!reachable) {
        throw new ClusterUnreachable("school", "no connection", null);
      }
      return () -> closed.incrementAndGet();
    }
  }

  @Test
  void aClusterThatWasAwayDoesNotCloseTheLogsForEverybody() {
    var log = new SickLog();
    var streams = new LogStreams(log);
    for (int i = 0; i < 101; i++) {
      assertThatThrownBy(() -> streams.open(WORKLOAD, "pod", "api", 10, _ -> true, MIRA))
          .isInstanceOf(ClusterUnreachable.class);
    }
    log.reachable = true;
    assertThat(streams.open(WORKLOAD, "pod", "api", 10, _ -> true, MIRA)).isNotNull();
  }

  @Test
  void whoFollowsTooManyLogsLeavesTheOthersTheirs() {
    var log = new SickLog();
    log.reachable = true;
    var streams = new LogStreams(log);
    for (int i = 0; i < 10; i++) {
      assertThat(streams.open(WORKLOAD, "pod", "api", 10, _ -> true, MIRA)).isNotNull();
    }

    assertThatThrownBy(() -> streams.open(WORKLOAD, "pod", "api", 10, _ -> true, MIRA))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("You follow too many logs (at most 10)");
    assertThat(streams.open(WORKLOAD, "pod", "api", 10, _ -> true, reader(person()))).isNotNull();
  }

  @Test
  void aLogEndsWithTheSessionTheRightOrTheAnswerAboutThem() {
    for (BooleanSupplier lost : List.<BooleanSupplier>of(() -> false, LogStreamsTests::unknown)) {
      var log = new SickLog();
      log.reachable = true;
      var streams = new LogStreams(log);
      streams.open(
          WORKLOAD, "pod", "api", 10, _ -> true, new LogStreams.Reader(person(), lost, () -> true));
      streams.open(
          WORKLOAD, "pod", "api", 10, _ -> true, new LogStreams.Reader(person(), () -> true, lost));
      streams.open(WORKLOAD, "pod", "api", 10, _ -> true, MIRA);

      streams.look();

      assertThat(log.closed).hasValue(2);
    }
  }

  @Test
  void anEndedLogMakesRoom() {
    var log = new SickLog();
    log.reachable = true;
    var streams = new LogStreams(log);
    var mira = person();
    for (int i = 0; i < 10; i++) {
      streams.open(
          WORKLOAD,
          "pod",
          "api",
          10,
          _ -> true,
          new LogStreams.Reader(mira, () -> false, () -> true));
    }

    streams.signedOut(new SignedOut(mira));

    await()
        .untilAsserted(() ->
            assertThat(streams.open(WORKLOAD, "pod", "api", 10, _ -> true, reader(mira)))
                .isNotNull());
  }

  private static boolean unknown() {
    throw new IllegalStateException("no database");
  }

  private static Actor person() {
    return new Actor(UuidV7.next(), "Mira", Via.SESSION, null, null, null);
  }

  private static LogStreams.Reader reader(Actor actor) {
    return new LogStreams.Reader(actor, () -> true, () -> true);
  }
}

package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LogFollow;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.UuidV7;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogStreamsTests {

  private static final WorkloadRef WORKLOAD =
      new WorkloadRef(
          new ClusterId(UuidV7.next()), "students", WorkloadKind.DEPLOYMENT, "student-service");

  /// A log of a cluster that comes back after a while.
  private static final class SickLog implements LogFollow {

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
      return () -> {};
    }
  }

  @Test
  void aClusterThatWasAwayDoesNotCloseTheLogsForEverybody() {
    var log = new SickLog();
    var streams = new LogStreams(log);
    for (int i = 0; i < 101; i++) {
      assertThatThrownBy(() -> streams.open(WORKLOAD, "pod", "api", 10, () -> true))
          .isInstanceOf(ClusterUnreachable.class);
    }
    log.reachable = true;
    assertThat(streams.open(WORKLOAD, "pod", "api", 10, () -> true)).isNotNull();
  }
}

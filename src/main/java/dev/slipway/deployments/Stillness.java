package dev.slipway.deployments;

import dev.slipway.clusters.WorkloadState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Remembers when the counts of a settling workload last moved. Only in memory: after a restart the
/// clock of a stall begins again, which errs on the patient side.
@Component
class Stillness {

  private static final int MOST = 2_000;

  private record Counts(
      long generation, int desired, int updated, int ready, int available, int total, int pods) {}

  private record Seen(Counts counts, long nanos) {}

  private final Map<String, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MOST;
        }
      };

  /// How long nothing has moved, as far as this process saw it.
  synchronized Duration of(WorkloadState state) {
    long now = System.nanoTime();
    var counts =
        new Counts(
            state.generation(),
            state.desired(),
            state.updated(),
            state.ready(),
            state.available(),
            state.total(),
            state.pods().size());
    var last = seen.get(state.uid());
    if (last == null || !last.counts().equals(counts)) {
      seen.put(state.uid(), new Seen(counts, now));
      return Duration.ZERO;
    }
    return Duration.ofNanos(now - last.nanos());
  }
}

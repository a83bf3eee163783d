package dev.slipway.backups;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// How long the good runs of a source took, shortest first.
record RunTimes(List<Duration> took) {

  private static final Duration SHORTEST = Duration.ofMinutes(30);

  /// After this time Velero gives up an operation of its own accord.
  private static final Duration ITEM_TIMEOUT = Duration.ofHours(4);

  static RunTimes of(List<BackupRun> runs) {
    return new RunTimes(
        runs.stream()
            .filter(run -> run.outcome() == RunOutcome.SUCCEEDED)
            .map(BackupRun::took)
            .filter(Objects::nonNull)
            .sorted()
            .toList());
  }

  /// How long after its due moment a run should be over.
  Duration grace() {
    return took.isEmpty() ? SHORTEST : longer(took.get((took.size() - 1) / 2).multipliedBy(2));
  }

  boolean isStuck(Instant startedAt, Instant now) {
    var most = took.isEmpty() ? ITEM_TIMEOUT : longer(took.getLast().multipliedBy(2));
    return startedAt.plus(most).isBefore(now);
  }

  private static Duration longer(Duration time) {
    return time.compareTo(SHORTEST) > 0 ? time : SHORTEST;
  }
}

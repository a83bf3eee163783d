package dev.slipway.backups;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a run ended, as whoever makes the backups says it. The same run again changes nothing.
///
/// @param run what names it at its source, for ever
/// @param sizeBytes null where it does not matter
public record Report(
    String run,
    RunOutcome outcome,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long sizeBytes,
    String detail) {

  private static final int LONGEST_RUN = 120;
  private static final int LONGEST_DETAIL = 500;
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Duration OLDEST = Duration.ofDays(35);

  public Report {
    run =
        OneLine.of(run, LONGEST_RUN)
            .orElseThrow(
                () -> new FieldRefused("run", "run has 1 to 120 visible characters on one line."));
    detail =
        detail.isBlank()
            ? ""
            : OneLine.of(detail, LONGEST_DETAIL)
                .orElseThrow(() ->
                    new FieldRefused(
                        "detail", "detail has at most 500 visible characters on one line."));
    if (endedAt != null && endedAt.isBefore(startedAt)) {
      throw new FieldRefused("endedAt", "endedAt is before startedAt.");
    }
    if (sizeBytes != null && sizeBytes < 0) {
      throw new FieldRefused("sizeBytes", "sizeBytes is less than nothing.");
    }
  }

  /// Refuses what says that it is of the future, which would stay good for ever, or of long ago.
  void requireTimely(Instant now) {
    var last = endedAt == null ? startedAt : endedAt;
    if (last.isAfter(now.plus(SKEW)) || startedAt.isBefore(now.minus(OLDEST))) {
      throw new FieldRefused(
          "startedAt", "A run began within the last 35 days and is over; look at the clock.");
    }
  }

  BackupRun asRun() {
    return new BackupRun(run, run, outcome, startedAt, endedAt, null, sizeBytes, detail);
  }
}

package dev.slipway.plans;

import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.shell.Times;
import java.time.Instant;

/// What may take the place of a change that runs.
final class Takeover {

  private Takeover() {}

  static boolean isAllowed(ChangeKind next, ChangeKind running) {
    return next == ChangeKind.ROLLBACK && running != ChangeKind.ROLLBACK;
  }

  /// Why a change has to wait for the one that runs, and what to do.
  static String refusal(OperationView running, Instant now) {
    return refusal(
        running.subject().name(), running.kind(), running.state(), running.queuedAt(), now);
  }

  static String refusal(Operation running, Instant now) {
    return refusal(running.subjectName, running.kind, running.state, running.queuedAt, now);
  }

  private static String refusal(
      String sentence, ChangeKind kind, OperationState state, Instant queued, Instant now) {
    return "%s is %s on this workload, started %s. Wait for it or abort it%s."
        .formatted(
            sentence,
            state.slug(),
            Times.relative(queued, now),
            isAllowed(ChangeKind.ROLLBACK, kind) ? "; a rollback may take it over" : "");
  }
}

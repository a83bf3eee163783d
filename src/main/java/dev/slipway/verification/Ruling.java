package dev.slipway.verification;

import java.util.Collection;
import java.util.List;

/// What follows from samples (`docs/adr/019-verification-after-success.md`). Counts of failed,
/// inconclusive and unanswered ones are held apart as Argo Rollouts does it
/// (`argoproj/argo-rollouts:docs/features/analysis.md`).
final class Ruling {

  /// More failed samples than these fail.
  private static final int FAILED = 2;

  /// More samples that tell nothing than these ask a person.
  private static final int INCONCLUSIVE = 3;

  /// So many questions in a row that nobody answered end it.
  private static final int ERRORS = 5;

  private Ruling() {}

  /// Where one objective stands after its samples, in order. One that nobody answered is asked
  /// again and does not count as a sample.
  ///
  /// @param wanted samples that suffice
  static VerificationState of(List<SampleOutcome> samples, int wanted) {
    var failed = 0;
    var inconclusive = 0;
    var errors = 0;
    var counted = 0;
    for (var sample : samples) {
      errors = sample == SampleOutcome.ERROR ? errors + 1 : 0;
      failed += sample == SampleOutcome.FAILED ? 1 : 0;
      inconclusive += sample == SampleOutcome.INCONCLUSIVE ? 1 : 0;
      counted += sample == SampleOutcome.ERROR ? 0 : 1;
      if (failed > FAILED) {
        return VerificationState.FAILED;
      }
      if (inconclusive > INCONCLUSIVE) {
        return VerificationState.INCONCLUSIVE;
      }
      if (errors >= ERRORS) {
        return VerificationState.ERROR;
      }
      if (counted >= wanted) {
        return VerificationState.SUCCEEDED;
      }
    }
    return VerificationState.RUNNING;
  }

  /// Where one smoke test stands after its tries, in order: one that passed suffices. One that says
  /// nothing of the service is made again and does not count.
  ///
  /// @param most tries that may fail
  static VerificationState ofTries(List<SampleOutcome> tries, int most) {
    var failed = 0;
    var errors = 0;
    for (var one : tries) {
      errors = one == SampleOutcome.ERROR ? errors + 1 : 0;
      failed += one == SampleOutcome.FAILED ? 1 : 0;
      if (one == SampleOutcome.PASSED) {
        return VerificationState.SUCCEEDED;
      }
      if (failed >= most) {
        return VerificationState.FAILED;
      }
      if (errors >= ERRORS) {
        return VerificationState.ERROR;
      }
    }
    return VerificationState.RUNNING;
  }

  /// Where all objectives and smoke tests together stand: one that failed fails at once, the others
  /// are waited for. One that ended without an answer is worse than one with too little traffic,
  /// which is worse than one that is well.
  static VerificationState of(Collection<VerificationState> each) {
    if (each.contains(VerificationState.FAILED)) {
      return VerificationState.FAILED;
    }
    if (each.contains(VerificationState.RUNNING)) {
      return VerificationState.RUNNING;
    }
    if (each.contains(VerificationState.ERROR)) {
      return VerificationState.ERROR;
    }
    return each.contains(VerificationState.INCONCLUSIVE)
        ? VerificationState.INCONCLUSIVE
        : VerificationState.SUCCEEDED;
  }
}

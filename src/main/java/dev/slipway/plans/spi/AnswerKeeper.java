package dev.slipway.plans.spi;

import dev.slipway.kernel.Actor;
import dev.slipway.plans.GateOutcome;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps what the policies said to somebody who only asked, and by what they said it.
public interface AnswerKeeper {

  /// Keeps one answer, in the transaction in which it was judged.
  Kept keep(Asked asked, Actor asker);

  /// A question with its answer.
  ///
  /// @param sentence what would be done, such as `Roll out student-service 1.0.0 → 1.0.1 to
  ///   production`
  /// @param from what runs now, short, and `to` what would
  /// @param job the run of a pipeline that asks, as it names itself; null where it says nothing
  /// @param verdicts the gravest first
  /// @param acknowledged policies whose condition the plan would acknowledge
  record Asked(
      ProposedChange change,
      String sentence,
      String from,
      String to,
      @Nullable String job,
      List<Verdict> verdicts,
      Set<String> acknowledged) {

    /// What all of them say together.
    public GateOutcome outcome() {
      return GateOutcome.of(verdicts, acknowledged);
    }
  }

  /// Where it is kept.
  ///
  /// @param again when to ask again may bring another answer; null where waiting does not help, or
  ///   nobody knows
  record Kept(UUID id, Instant at, @Nullable Instant again) {}
}

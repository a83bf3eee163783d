package dev.slipway.gate;

import dev.slipway.policies.spi.Verdict;
import org.jspecify.annotations.Nullable;

/// What one policy said, as it is kept.
///
/// @param outcome `allow`, `allow-with-condition`, `needs-approval` or `block`
/// @param next the condition to accept, or the way out of a block; null for others
public record DecisionVerdict(String policy, String outcome, String reason, @Nullable String next) {

  static DecisionVerdict of(Verdict verdict) {
    var next =
        switch (verdict) {
          case Verdict.Allow _, Verdict.NeedsApproval _ -> null;
          case Verdict.AllowWithCondition(_, _, var condition) -> condition;
          case Verdict.Block(_, _, var wayOut) -> wayOut;
        };
    return new DecisionVerdict(
        verdict.policy(), DecisionOutcome.of(verdict).slug(), verdict.reason(), next);
  }
}

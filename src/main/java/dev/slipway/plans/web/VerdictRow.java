package dev.slipway.plans.web;

import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A verdict as a row shows it.
record VerdictRow(String outcome, String policy, String reason, @Nullable String more) {

  static VerdictRow of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allow(var policy, var reason) ->
          new VerdictRow("allow", name(policy), reason, null);
      case Verdict.AllowWithCondition(var policy, var reason, var condition) ->
          new VerdictRow("condition", name(policy), reason, "Condition: " + condition);
      case Verdict.NeedsApproval(var policy, var reason, _) ->
          new VerdictRow("needs-approval", name(policy), reason, null);
      case Verdict.Block(var policy, var reason, var wayOut) ->
          new VerdictRow("block", name(policy), reason, wayOut);
    };
  }

  /// `freeze-window` as people read it.
  static String name(String policy) {
    var words = policy.replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  static String tally(List<Verdict> verdicts) {
    return "%d allow, %d condition, %d approval, %d block"
        .formatted(
            count(verdicts, Verdict.Allow.class),
            count(verdicts, Verdict.AllowWithCondition.class),
            count(verdicts, Verdict.NeedsApproval.class),
            count(verdicts, Verdict.Block.class));
  }

  private static long count(List<Verdict> verdicts, Class<? extends Verdict> type) {
    return verdicts.stream().filter(type::isInstance).count();
  }
}

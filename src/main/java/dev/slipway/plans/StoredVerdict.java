package dev.slipway.plans;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/// A verdict as the row of a plan keeps it.
record StoredVerdict(
    String outcome, String policy, String reason, String more, List<ApprovalRule> rules) {

  private static final TypeReference<List<StoredVerdict>> LIST = new TypeReference<>() {};

  static String write(List<Verdict> verdicts) {
    return Json.write(verdicts.stream().map(StoredVerdict::of).toList());
  }

  static List<Verdict> read(String text) {
    return Json.read(text, LIST).stream().map(StoredVerdict::verdict).toList();
  }

  private static StoredVerdict of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allow(var policy, var reason) ->
          new StoredVerdict("allow", policy, reason, "", List.of());
      case Verdict.AllowWithCondition(var policy, var reason, var condition) ->
          new StoredVerdict("condition", policy, reason, condition, List.of());
      case Verdict.NeedsApproval(var policy, var reason, var rules) ->
          new StoredVerdict("approval", policy, reason, "", rules);
      case Verdict.Block(var policy, var reason, var wayOut) ->
          new StoredVerdict("block", policy, reason, wayOut, List.of());
    };
  }

  private Verdict verdict() {
    return switch (outcome) {
      case "allow" -> new Verdict.Allow(policy, reason);
      case "condition" -> new Verdict.AllowWithCondition(policy, reason, more);
      case "approval" -> new Verdict.NeedsApproval(policy, reason, rules);
      default -> new Verdict.Block(policy, reason, more);
    };
  }
}

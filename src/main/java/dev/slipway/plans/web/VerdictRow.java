package dev.slipway.plans.web;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.PlanView;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A verdict as a row shows it.
record VerdictRow(String outcome, String policy, String reason, @Nullable String more) {

  /// Policies whose answer stops nothing but is worth knowing: not a check that was passed.
  private static final Set<String> REMARKS = Set.of("image-tag", "image-repository", "lock");

  static VerdictRow of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allow(var policy, var reason) ->
          new VerdictRow(REMARKS.contains(policy) ? "info" : "allow", name(policy), reason, null);
      case Verdict.AllowWithCondition(var policy, var reason, var condition) ->
          new VerdictRow("condition", name(policy), reason, "Condition: " + condition);
      case Verdict.NeedsApproval(var policy, var reason, _) ->
          new VerdictRow("needs-approval", name(policy), reason, null);
      case Verdict.Block(var policy, var reason, var wayOut) ->
          new VerdictRow("block", name(policy), reason, wayOut);
    };
  }

  /// Of a plan, with whoever accepted its condition.
  static VerdictRow of(Verdict verdict, PlanView plan, boolean over) {
    var row = over ? ofEnded(verdict) : of(verdict);
    return verdict instanceof Verdict.AllowWithCondition
            && plan.acknowledged().contains(verdict.policy())
        ? new VerdictRow(
            row.outcome(),
            row.policy(),
            row.reason(),
            row.more() + " Accepted by " + plan.requester().name() + ".")
        : row;
  }

  /// Of a plan that is over: nobody has to approve it any more.
  static VerdictRow ofEnded(Verdict verdict) {
    return verdict instanceof Verdict.NeedsApproval(var policy, var reason, _)
        ? new VerdictRow("info", name(policy), reason + " The plan is over; nobody is asked.", null)
        : of(verdict);
  }

  /// `freeze-window` as people read it.
  static String name(String policy) {
    var words = policy.replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  static String tally(List<Verdict> verdicts) {
    return Stream.of(
            counted(verdicts, Verdict.Block.class, "block", "blocks"),
            counted(seats(verdicts), "approval needed", "approvals needed"),
            counted(verdicts, Verdict.AllowWithCondition.class, "condition", "conditions"),
            counted(verdicts.stream().filter(VerdictRow::isPassed).count(), "passed", "passed"),
            counted(verdicts.stream().filter(VerdictRow::isRemark).count(), "note", "notes"))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  static String tallyOfEnded(List<Verdict> verdicts) {
    return tally(
        verdicts.stream().filter(verdict -> !(verdict instanceof Verdict.NeedsApproval)).toList());
  }

  private static String counted(
      List<Verdict> all, Class<? extends Verdict> type, String one, String many) {
    return counted(all.stream().filter(type::isInstance).count(), one, many);
  }

  /// How many people have to approve, whatever the number of rules that ask for them.
  private static long seats(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(Verdict.NeedsApproval.class::isInstance)
        .flatMap(verdict -> ((Verdict.NeedsApproval) verdict).rules().stream())
        .distinct()
        .mapToLong(ApprovalRule::seats)
        .sum();
  }

  private static boolean isRemark(Verdict verdict) {
    return verdict instanceof Verdict.Allow && REMARKS.contains(verdict.policy());
  }

  private static boolean isPassed(Verdict verdict) {
    return verdict instanceof Verdict.Allow && !REMARKS.contains(verdict.policy());
  }

  private static String counted(long count, String one, String many) {
    return count == 0 ? "" : Plural.of(count, one, many);
  }
}

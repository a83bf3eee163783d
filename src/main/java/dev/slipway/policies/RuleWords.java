package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.kernel.Plural;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Approval rules in words: `1 approver and 1 service owner`.
public final class RuleWords {

  private RuleWords() {}

  public static String of(List<ApprovalRule> rules) {
    return rules.isEmpty()
        ? "no approval"
        : rules.stream().map(RuleWords::of).collect(Collectors.joining(" and "));
  }

  static String of(ApprovalRule rule) {
    var role = rule.role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    var seats = Plural.of(rule.seats(), role);
    return rule.team() == null ? seats : seats + " of a named team";
  }
}

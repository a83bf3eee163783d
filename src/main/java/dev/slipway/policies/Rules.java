package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Approval rules in words.
final class Rules {

  private Rules() {}

  static String sentence(ApprovalRule rule) {
    var role = rule.role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    var seats = rule.seats() == 1 ? "1 " + role : rule.seats() + " " + role + "s";
    return rule.team() == null ? seats : seats + " of a named team";
  }

  static String sentence(List<ApprovalRule> rules) {
    return rules.stream().map(Rules::sentence).collect(Collectors.joining(" and "));
  }
}

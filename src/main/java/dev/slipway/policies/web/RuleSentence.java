package dev.slipway.policies.web;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.policies.RuleWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What approval rules mean together, in one sentence for people who never saw the form.
final class RuleSentence {

  private RuleSentence() {}

  /// @param teams names of teams by their id
  static String of(List<ApprovalRule> rules, Map<String, String> teams) {
    if (rules.isEmpty()) {
      return "Nobody has to approve.";
    }
    var wanted = new ArrayList<String>();
    var seats = 0;
    for (var rule : rules) {
      seats += rule.seats();
      var team = rule.team() == null ? null : teams.get(rule.team().value().toString());
      wanted.add(
          RuleWords.of(List.of(new ApprovalRule(rule.name(), rule.role(), null, rule.seats())))
              + (team == null ? "" : " of " + team));
    }
    return "Needs "
        + String.join(" and ", wanted)
        + (seats == 1
            ? "; whoever asked for the change never counts."
            : ": " + seats + " different people, and whoever asked for the change never counts.");
  }
}

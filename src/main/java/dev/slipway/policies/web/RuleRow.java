package dev.slipway.policies.web;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// One row of the form: an approval rule, or an empty one that becomes none.
///
/// @param role name of the role, empty for no rule
/// @param team id of the team, empty for any
public record RuleRow(String role, String team, String seats) {

  static final RuleRow EMPTY = new RuleRow("", "", "");

  static List<RuleRow> of(List<ApprovalRule> rules) {
    var rows = new ArrayList<RuleRow>();
    for (var rule : rules) {
      rows.add(
          new RuleRow(
              rule.role().name(),
              rule.team() == null ? "" : rule.team().value().toString(),
              Integer.toString(rule.seats())));
    }
    rows.add(EMPTY);
    rows.add(EMPTY);
    return rows;
  }

  static List<RuleRow> of(List<String> roles, List<String> teams, List<String> seats) {
    var rows = new ArrayList<RuleRow>();
    for (int i = 0; i < roles.size(); i++) {
      rows.add(new RuleRow(roles.get(i), at(teams, i), at(seats, i)));
    }
    return rows;
  }

  private static String at(List<String> values, int index) {
    return index < values.size() ? values.get(index).strip() : "";
  }

  static List<ApprovalRule> rules(List<RuleRow> rows) {
    return rows.stream().filter(row -> !row.role.isEmpty()).map(RuleRow::rule).toList();
  }

  private ApprovalRule rule() {
    try {
      var asked = Role.valueOf(role);
      var words = asked.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return new ApprovalRule(
          Character.toUpperCase(words.charAt(0)) + words.substring(1),
          asked,
          team.isEmpty() ? null : new TeamId(UUID.fromString(team)),
          Integer.parseInt(seats.isEmpty() ? "1" : seats));
    } catch (IllegalArgumentException _) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "A rule needs a role that decides, and 1 to 10 seats; this one says " + seats + ".");
    }
  }
}

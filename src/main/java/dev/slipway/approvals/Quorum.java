package dev.slipway.approvals;

import java.util.List;

/// Whether the people of this moment could meet approval rules, if each of them approved.
///
/// @param required seats over all rules
/// @param reachable seats that can be filled at the most; one person fills one
/// @param rules each with everybody who may fill its seats
/// @param indispensable people without whom the rules cannot be met: what one of them asks for,
///   nobody can approve; empty where the rules cannot be met at all
public record Quorum(int required, int reachable, List<Seats> rules, List<String> indispensable) {

  /// One rule and the people, by name, who may fill its seats now.
  public record Seats(ApprovalRule rule, List<String> people) {}

  public boolean isReachable() {
    return reachable >= required;
  }
}

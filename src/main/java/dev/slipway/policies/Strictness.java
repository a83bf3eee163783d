package dev.slipway.policies;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compares approval rules by who meets them, not by how they are written.
final class Strictness {

  private Strictness() {}

  /// Whether everybody who meets `rules` meets `others`, too. One person fills one seat, so each
  /// role needs at least as many people as before, and each team of a role as many of that team; a
  /// seat for a named team also fills one for any team.
  static boolean covers(List<ApprovalRule> rules, List<ApprovalRule> others) {
    var seats = seats(rules);
    var needed = seats(others);
    return needed.entrySet().stream()
        .allMatch(need -> seats.getOrDefault(need.getKey(), 0) >= need.getValue());
  }

  /// Seats by role alone, and by role and team.
  private static Map<Seat, Integer> seats(List<ApprovalRule> rules) {
    Map<Seat, Integer> seats = new HashMap<>();
    for (var rule : rules) {
      seats.merge(new Seat(rule.role(), null), rule.seats(), Integer::sum);
      if (rule.team() != null) {
        seats.merge(
            new Seat(rule.role(), Objects.requireNonNull(rule.team())), rule.seats(), Integer::sum);
      }
    }
    return seats;
  }

  private record Seat(Role role, @Nullable TeamId team) {}
}

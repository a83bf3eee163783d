package dev.slipway.policies;

import dev.slipway.approvals.Quorum;
import dev.slipway.kernel.Plural;
import org.jspecify.annotations.Nullable;

/// How far the people of this moment are from meeting approval rules, for the team that is worst
/// off: roles are given for all teams or for one.
///
/// @param team its name, or null where nothing runs in the environment yet
public record Reach(Quorum quorum, @Nullable String team) {

  /// Whether no change of that team can ever be approved by these rules.
  public boolean isOut() {
    return !quorum.isReachable();
  }

  /// What is wrong, in words; null where nothing is.
  public @Nullable String warning() {
    if (isOut()) {
      return "%s needed%s, and %s. No plan can ever be approved like this."
          .formatted(
              Plural.of(quorum.required(), "approval is", "approvals are"),
              team == null ? "" : " for what " + team + " ships",
              quorum.reachable() == 0
                  ? "nobody may give one"
                  : "those who may decide can give " + quorum.reachable());
    }
    return quorum.indispensable().isEmpty()
        ? null
        : "A change%s that %s wants can never be approved: too few others may approve it."
            .formatted(
                team == null ? "" : " of " + team, String.join(" or ", quorum.indispensable()));
  }

  /// Who may fill the seats of one rule.
  public static String people(Quorum.Seats seats) {
    var many = seats.people().size();
    return many == 0
        ? "nobody may now"
        : Plural.of(many, "person may", "people may") + ": " + String.join(", ", seats.people());
  }
}

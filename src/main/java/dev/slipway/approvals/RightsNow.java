package dev.slipway.approvals;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.Teams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks identity, each question once. Lives for one transaction only, so a lost right counts at the
/// next one.
final class RightsNow implements Eligibility {

  private final Access access;
  private final Teams teams;
  private final boolean guard;
  private final Map<Question, List<PersonSummary>> candidates = new HashMap<>();
  private final Map<PersonQuestion, Boolean> answers = new HashMap<>();

  private RightsNow(Access access, Teams teams, boolean guard) {
    this.access = access;
    this.teams = teams;
    this.guard = guard;
  }

  /// For acts and counts: every person is looked up in the database.
  static RightsNow forGuards(Access access, Teams teams) {
    return new RightsNow(access, teams, true);
  }

  /// For lists: answers may be a second old.
  static RightsNow forLists(Access access, Teams teams) {
    return new RightsNow(access, teams, false);
  }

  @Override
  public boolean fills(PersonId person, ApprovalRule rule, Scope scope) {
    if (!guard) {
      return candidates(rule, scope).stream().anyMatch(one -> one.id().equals(person));
    }
    return answers.computeIfAbsent(
        new PersonQuestion(person, rule.role(), rule.team(), scope),
        _ ->
            access.holds(person, rule.role(), scope)
                && (rule.team() == null || access.belongs(person, rule.team())));
  }

  @Override
  public List<PersonSummary> candidates(ApprovalRule rule, Scope scope) {
    return candidates.computeIfAbsent(
        new Question(rule.role(), rule.team(), scope),
        question -> holders(question.role(), question.team(), scope));
  }

  private List<PersonSummary> holders(Role role, @Nullable TeamId team, Scope scope) {
    return access.holders(role, scope).stream()
        .filter(PersonSummary::enabled)
        .filter(person -> team == null || teams.of(person.id()).contains(team))
        .toList();
  }

  private record Question(Role role, @Nullable TeamId team, Scope scope) {}

  private record PersonQuestion(PersonId person, Role role, @Nullable TeamId team, Scope scope) {}
}

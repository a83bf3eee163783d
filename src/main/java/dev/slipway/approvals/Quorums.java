package dev.slipway.approvals;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Teams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Asks who could meet rules before anybody is asked to. For forms: rights may be a second old.
@Service
public class Quorums {

  private final Access access;
  private final Teams teams;

  Quorums(Access access, Teams teams) {
    this.access = access;
    this.teams = teams;
  }

  public Quorum of(List<ApprovalRule> rules, Scope scope) {
    var rights = RightsNow.forLists(access, teams);
    Map<PersonId, PersonSummary> people = new LinkedHashMap<>();
    rules.forEach(
        rule -> rights.candidates(rule, scope).forEach(person -> people.put(person.id(), person)));
    var all = seats(rules, scope, rights, people.keySet());
    var indispensable =
        all.complete()
            ? people.values().stream()
                .filter(person -> !seats(rules, scope, rights, without(people, person)).complete())
                .map(PersonSummary::name)
                .toList()
            : List.<String>of();
    return new Quorum(
        all.required(),
        all.given(),
        rules.stream()
            .map(rule ->
                new Quorum.Seats(
                    rule,
                    rights.candidates(rule, scope).stream().map(PersonSummary::name).toList()))
            .toList(),
        indispensable);
  }

  private static Set<PersonId> without(
      Map<PersonId, PersonSummary> people, PersonSummary excluded) {
    return people.keySet().stream()
        .filter(person -> !person.equals(excluded.id()))
        .collect(Collectors.toSet());
  }

  private static Seating seats(
      List<ApprovalRule> rules, Scope scope, Eligibility rights, Set<PersonId> people) {
    return Seating.of(
        rules, List.copyOf(people), (person, rule) -> rights.fills(person, rule, scope));
  }
}

package dev.slipway.approvals;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Teams;
import java.util.HashMap;
import java.util.HashSet;
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
    Map<ApprovalRule, Set<PersonId>> may = new HashMap<>();
    Map<PersonId, PersonSummary> people = new LinkedHashMap<>();
    for (var rule : rules) {
      for (var person : rights.candidates(rule, scope)) {
        people.put(person.id(), person);
        may.computeIfAbsent(rule, _ -> new HashSet<>()).add(person.id());
      }
    }
    var all = seats(rules, may, people.keySet());
    // Where more may fill a rule than there are seats in all, no one of them is missed.
    var scarce =
        may.values().stream()
            .filter(some -> some.size() <= all.required())
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    var indispensable =
        all.complete()
            ? people.values().stream()
                .filter(person -> scarce.contains(person.id()))
                .filter(person -> !seats(rules, may, without(people, person)).complete())
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
      List<ApprovalRule> rules, Map<ApprovalRule, Set<PersonId>> may, Set<PersonId> people) {
    return Seating.of(
        rules,
        List.copyOf(people),
        (person, rule) -> may.getOrDefault(rule, Set.of()).contains(person));
  }
}

package dev.slipway.identity.web;

import dev.slipway.identity.GrantView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Grants as a person reads them: one line for each role and reach, whatever the number of teams
/// and environment classes.
final class RoleLines {

  private RoleLines() {}

  static List<String> of(Collection<GrantView> grants) {
    Map<String, Map<String, List<String>>> roles = new LinkedHashMap<>();
    for (var grant : grants) {
      var team = grant.team();
      var environment = grant.environment();
      roles
          .computeIfAbsent(grant.role().words(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(team == null ? "" : team.name(), _ -> new ArrayList<>())
          .add(environment == null ? "" : environment.slug());
    }
    List<String> lines = new ArrayList<>();
    roles.forEach((role, teams) -> {
      Map<List<String>, List<String>> sameReach = new LinkedHashMap<>();
      teams.forEach(
          (team, classes) -> sameReach.computeIfAbsent(classes, _ -> new ArrayList<>()).add(team));
      sameReach.forEach(
          (classes, of) -> lines.add(role + phrase(" of ", of) + phrase(" in ", classes)));
    });
    return lines;
  }

  /// Each grant with who gave it and why.
  static List<String> because(Collection<GrantView> grants) {
    return grants.stream()
        .map(grant ->
            "%s, given by %s: %s".formatted(grant.sentence(), grant.givenBy(), grant.reason()))
        .toList();
  }

  private static String phrase(String word, List<String> names) {
    if (names.contains("")) {
      return "";
    }
    var last = names.getLast();
    var others = names.subList(0, names.size() - 1);
    return word + (others.isEmpty() ? last : String.join(", ", others) + " and " + last);
  }
}

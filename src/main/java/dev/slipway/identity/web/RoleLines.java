package dev.slipway.identity.web;

import dev.slipway.identity.GrantView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Grants as a person reads them: one line for each role and team, whatever the number of
/// environment classes.
final class RoleLines {

  private RoleLines() {}

  static List<String> of(Collection<GrantView> grants) {
    Map<String, List<String>> classes = new LinkedHashMap<>();
    for (var grant : grants) {
      var team = grant.team();
      var environment = grant.environment();
      classes
          .computeIfAbsent(
              grant.role().words() + (team == null ? "" : " of " + team.name()),
              _ -> new ArrayList<>())
          .add(environment == null ? "" : environment.slug());
    }
    return classes.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toList();
  }

  private static String line(String role, List<String> classes) {
    if (classes.contains("")) {
      return role;
    }
    var last = classes.getLast();
    var others = classes.subList(0, classes.size() - 1);
    return role + " in " + (others.isEmpty() ? last : String.join(", ", others) + " and " + last);
  }
}

package dev.slipway.catalog.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.PersonSummary;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One environment, with its place in the order of promotion.
///
/// @param approvers who may decide on plans there, for one team at least
/// @param owners whose environment it is
record EnvironmentPage(
    EnvironmentView environment,
    List<EnvironmentView> order,
    List<PersonSummary> approvers,
    List<PersonSummary> owners,
    boolean mayEdit) {

  private static final int NAMED = 8;

  public List<Choice> crumbs() {
    return List.of(Choice.link("Matrix", "/"));
  }

  public Map<String, String> panelVariables() {
    return Map.of("environment", environment.slug());
  }

  /// Such as `3 of 3, after QA`.
  public String place() {
    var at = order.indexOf(environment);
    var before = at > 0 ? ", after " + order.get(at - 1).name() : "";
    return (at + 1) + " of " + order.size() + before;
  }

  public String names(List<PersonSummary> people) {
    var some =
        people.stream().limit(NAMED).map(PersonSummary::name).collect(Collectors.joining(", "));
    var more = people.size() - NAMED;
    return people.isEmpty() ? "nobody" : more > 0 ? some + " and " + more + " more" : some;
  }
}

package dev.slipway.slo.web;

import dev.slipway.shell.Narrowing;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.ObjectiveStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the address of the list asks for; null or empty does not narrow.
///
/// @param state slug of a state of the budget
/// @param status slug of a status; none is all of them
public record ObjectiveFilter(
    @Nullable String q,
    @Nullable String service,
    @Nullable String system,
    @Nullable String team,
    @Nullable String environment,
    @Nullable String state,
    @Nullable String status,
    @Nullable String cursor) {

  static final String PATH = "/slo";

  private static final int ROWS = 50;

  ObjectiveSearch search() {
    return new ObjectiveSearch(
        Narrowing.text(service),
        Narrowing.text(environment),
        Narrowing.text(system),
        Narrowing.text(team),
        Narrowing.text(q),
        Narrowing.known("state", state, ObjectiveFilter::namedState),
        Narrowing.known("status", status, ObjectiveFilter::namedStatus),
        cursor == null || cursor.isBlank() ? null : cursor,
        ROWS);
  }

  /// Everything that narrows but the state and the status, whose chips tell how many there are of
  /// each.
  ObjectiveSearch ofAnyState() {
    return new ObjectiveFilter(q, service, system, team, environment, null, null, null).search();
  }

  boolean isEmpty() {
    return narrowing().isEmpty();
  }

  /// The same list in another state of the budget, from its first page; null for any.
  String withState(@Nullable BudgetState other) {
    return narrowing().without("status").with("state", other == null ? null : other.slug()).href();
  }

  /// The same list of those that do not count, from its first page.
  String withStatus(ObjectiveStatus other) {
    return narrowing().without("state").with("status", other.slug()).href();
  }

  /// This list from its first page, or from another.
  String at(@Nullable String page) {
    return narrowing().at(page);
  }

  /// Where all of it is as a file.
  String file(String format) {
    return new Narrowing(PATH + "/file", narrowing().values()).with("format", format).href();
  }

  private Narrowing narrowing() {
    return Narrowing.of(PATH)
        .with("q", q)
        .with("service", service)
        .with("system", system)
        .with("team", team)
        .with("environment", environment)
        .with("state", state)
        .with("status", status);
  }

  private static Optional<BudgetState> namedState(String slug) {
    return Narrowing.ofSlug(BudgetState.values(), BudgetState::slug, slug);
  }

  private static Optional<ObjectiveStatus> namedStatus(String slug) {
    return Narrowing.ofSlug(ObjectiveStatus.values(), ObjectiveStatus::slug, slug);
  }
}

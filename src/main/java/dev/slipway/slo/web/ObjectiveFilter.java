package dev.slipway.slo.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.ObjectiveStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

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
        text(service),
        text(environment),
        text(system),
        text(team),
        text(q),
        state(text(state)),
        status(text(status)),
        cursor == null || cursor.isBlank() ? null : cursor,
        ROWS);
  }

  /// Everything that narrows but the state and the status, whose chips tell how many there are of
  /// each.
  ObjectiveSearch ofAnyState() {
    return new ObjectiveFilter(q, service, system, team, environment, null, null, null).search();
  }

  boolean isEmpty() {
    return values().isEmpty();
  }

  /// The same list in another state of the budget, from its first page; null for any.
  String withState(@Nullable BudgetState other) {
    var values = values();
    values.remove("state");
    values.remove("status");
    if (other != null) {
      values.put("state", other.slug());
    }
    return at(values);
  }

  /// The same list of those that do not count, from its first page.
  String withStatus(ObjectiveStatus other) {
    var values = values();
    values.remove("state");
    values.put("status", other.slug());
    return at(values);
  }

  /// This list from its first page, or from another.
  String at(@Nullable String page) {
    var values = values();
    if (page != null) {
      values.put("cursor", page);
    }
    return at(values);
  }

  /// Where all of it is as a file.
  String file(String format) {
    var values = values();
    values.put("format", format);
    return at(PATH + "/file", values);
  }

  private static String at(Map<String, String> values) {
    return at(PATH, values);
  }

  private static String at(String path, Map<String, String> values) {
    var address = UriComponentsBuilder.fromPath(path);
    values.forEach((name, _) -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "q", q);
    put(values, "service", service);
    put(values, "system", system);
    put(values, "team", team);
    put(values, "environment", environment);
    put(values, "state", state);
    put(values, "status", status);
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (!text(value).isEmpty()) {
      values.put(name, text(value));
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private static @Nullable BudgetState state(String slug) {
    return slug.isEmpty()
        ? null
        : Arrays.stream(BudgetState.values())
            .filter(state -> state.slug().equals(slug))
            .findFirst()
            .orElseThrow(() -> unknown("state", slug));
  }

  private static @Nullable ObjectiveStatus status(String slug) {
    return slug.isEmpty()
        ? null
        : Arrays.stream(ObjectiveStatus.values())
            .filter(status -> status.slug().equals(slug))
            .findFirst()
            .orElseThrow(() -> unknown("status", slug));
  }

  private static DomainFailure unknown(String name, String value) {
    return new DomainFailure(
        ProblemType.INVALID_REQUEST,
        name + " is \"" + value + "\", which is not known. Take the filter away, or pick another.");
  }
}

package dev.slipway.gate.web;

import dev.slipway.gate.DecisionOccasion;
import dev.slipway.gate.DecisionOutcome;
import dev.slipway.gate.DecisionSearch;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.shell.Narrowing;
import org.jspecify.annotations.Nullable;

/// What the address of the list asks for; null or empty does not narrow.
///
/// @param outcome slug of an outcome
/// @param occasion slug of an occasion
/// @param changeClass slug of a class of changes
public record DecisionFilter(
    @Nullable String service,
    @Nullable String environment,
    @Nullable String outcome,
    @Nullable String occasion,
    @Nullable String changeClass,
    @Nullable String cursor) {

  static final String PATH = "/gate/decisions";

  private static final int ROWS = 50;

  DecisionSearch search() {
    return search(ROWS);
  }

  DecisionSearch search(int limit) {
    return new DecisionSearch(
        Narrowing.text(service),
        Narrowing.text(environment),
        Narrowing.known("outcome", outcome, DecisionOutcome::ofSlug),
        Narrowing.known("occasion", occasion, DecisionOccasion::ofSlug),
        Narrowing.known("changeClass", changeClass, ChangeClass::ofSlug),
        cursor == null || cursor.isBlank() ? null : cursor,
        limit);
  }

  public boolean isEmpty() {
    return narrowing().isEmpty();
  }

  boolean has(String name, String value) {
    return narrowing().has(name, value);
  }

  /// The same list, from its first page, with another value; an empty one takes the filter away.
  public String with(String name, String value) {
    return narrowing().with(name, value).href();
  }

  /// This list from its first page, or from another.
  String at(@Nullable String page) {
    return narrowing().at(page);
  }

  private Narrowing narrowing() {
    return Narrowing.of(PATH)
        .with("service", service)
        .with("environment", environment)
        .with("outcome", outcome)
        .with("occasion", occasion)
        .with("changeClass", changeClass);
  }
}

package dev.slipway.gate.web;

import dev.slipway.gate.DecisionOccasion;
import dev.slipway.gate.DecisionOutcome;
import dev.slipway.gate.DecisionSearch;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.ChangeClass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

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
        text(service),
        text(environment),
        known("outcome", outcome, DecisionOutcome::ofSlug),
        known("occasion", occasion, DecisionOccasion::ofSlug),
        known("changeClass", changeClass, ChangeClass::ofSlug),
        cursor == null || cursor.isBlank() ? null : cursor,
        limit);
  }

  public boolean isEmpty() {
    return values().isEmpty();
  }

  boolean has(String name, String value) {
    return values().getOrDefault(name, "").equals(value);
  }

  /// The same list, from its first page, with another value; an empty one takes the filter away.
  public String with(String name, String value) {
    var values = values();
    values.remove(name);
    if (!value.isEmpty()) {
      values.put(name, value);
    }
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

  private static String at(Map<String, String> values) {
    var address = UriComponentsBuilder.fromPath(PATH);
    values.forEach((name, _) -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "service", service);
    put(values, "environment", environment);
    put(values, "outcome", outcome);
    put(values, "occasion", occasion);
    put(values, "changeClass", changeClass);
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

  private static <T> @Nullable T known(
      String name, @Nullable String value, Function<String, Optional<T>> named) {
    var slug = text(value);
    return slug.isEmpty()
        ? null
        : named
            .apply(slug)
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.INVALID_REQUEST,
                    "%s is \"%s\", which is not known. Take the filter away, or pick another."
                        .formatted(name, slug)));
  }
}

package dev.slipway.health.web;

import dev.slipway.health.HealthState;
import dev.slipway.health.ServiceStatus;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// What the address of the list asks for; null or empty does not narrow.
public record HealthFilter(
    @Nullable String q,
    @Nullable String environment,
    @Nullable String system,
    @Nullable String team,
    @Nullable String state,
    @Nullable String cursor) {

  static final String PATH = "/health";

  public boolean isEmpty() {
    return values().isEmpty();
  }

  /// Whether it fits but for its state, which is counted.
  boolean fits(ServiceStatus status) {
    var service = status.service();
    return is(environment, status.environment().slug())
        && is(system, service.systemSlug())
        && is(team, service.teamSlug())
        && (text(q).isEmpty()
            || service.label().toLowerCase(Locale.ROOT).contains(text(q).toLowerCase(Locale.ROOT)));
  }

  /// The state that it asks for, or null.
  ///
  /// @throws DomainFailure INVALID_REQUEST if there is no such state
  @Nullable HealthState asked() {
    return text(state).isEmpty() ? null : stateOf(text(state));
  }

  static HealthState stateOf(String slug) {
    return Arrays.stream(HealthState.values())
        .filter(each -> each.slug().equals(slug))
        .findFirst()
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.INVALID_REQUEST,
                "state is \""
                    + slug
                    + "\", which is not known. Take the filter away, or pick another."));
  }

  String withState(@Nullable HealthState other) {
    var values = values();
    values.remove("state");
    if (other != null) {
      values.put("state", other.slug());
    }
    return at(values);
  }

  String withSystem(String slug) {
    var values = values();
    values.put("system", slug);
    return at(values);
  }

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
    put(values, "q", q);
    put(values, "environment", environment);
    put(values, "system", system);
    put(values, "team", team);
    put(values, "state", state);
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (!text(value).isEmpty()) {
      values.put(name, text(value));
    }
  }

  private static boolean is(@Nullable String asked, String value) {
    return text(asked).isEmpty() || text(asked).equals(value);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}

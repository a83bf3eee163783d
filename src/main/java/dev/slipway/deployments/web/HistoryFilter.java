package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentSearch;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Moments;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.ChangeKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an address asks for; null or empty does not narrow.
///
/// @param origin `portal` for what was started here, `outside` for what was only seen
public record HistoryFilter(
    @Nullable String service,
    @Nullable String environment,
    @Nullable String kind,
    @Nullable String state,
    @Nullable String origin,
    @Nullable String from,
    @Nullable String to,
    @Nullable String cursor) {

  Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    put(values, "service", service);
    put(values, "environment", environment);
    put(values, "kind", kind);
    put(values, "state", state);
    put(values, "origin", origin);
    put(values, "from", from);
    put(values, "to", to);
    return values;
  }

  public boolean isEmpty() {
    return values().isEmpty();
  }

  HistoryFilter without(String name) {
    return new HistoryFilter(
        name.equals("service") ? null : service,
        name.equals("environment") ? null : environment,
        name.equals("kind") ? null : kind,
        name.equals("state") ? null : state,
        name.equals("origin") ? null : origin,
        name.equals("from") ? null : from,
        name.equals("to") ? null : to,
        null);
  }

  String at(String path, @Nullable String page) {
    var address = new StringBuilder(path);
    var values = values();
    put(values, "cursor", page);
    values.forEach((name, value) ->
        address
            .append(address.indexOf("?") < 0 ? '?' : '&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return address.toString();
  }

  /// As people ask: what is being verified runs for them, and is found with it.
  DeploymentSearch asShown(@Nullable String ofService, int limit) {
    var exact = search(ofService, limit);
    return exact.states().contains(DeploymentState.RUNNING)
        ? exact.in(Set.of(DeploymentState.RUNNING, DeploymentState.VERIFYING))
        : exact;
  }

  /// To the letter, as programs ask.
  DeploymentSearch search(@Nullable String ofService, int limit) {
    return new DeploymentSearch(
        ofService == null ? text(service) : ofService,
        text(environment),
        kind(text(kind)),
        states(text(state)),
        observed(text(origin)),
        moment("from", text(from)),
        moment("to", text(to)),
        text(cursor),
        limit);
  }

  private static @Nullable ChangeKind kind(@Nullable String slug) {
    try {
      return slug == null ? null : ChangeKind.stored(slug);
    } catch (IllegalArgumentException e) {
      throw unknown("kind", slug, e);
    }
  }

  private static Set<DeploymentState> states(@Nullable String slug) {
    try {
      return slug == null ? Set.of() : Set.of(DeploymentState.ofSlug(slug));
    } catch (IllegalArgumentException e) {
      throw unknown("state", slug, e);
    }
  }

  private static @Nullable Boolean observed(@Nullable String origin) {
    if (origin == null) {
      return null;
    }
    return switch (origin) {
      case "portal" -> false;
      case "outside" -> true;
      default -> throw unknown("origin", origin, null);
    };
  }

  private static @Nullable Instant moment(String name, @Nullable String text) {
    try {
      if (text == null) {
        return null;
      }
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Moments.parse(text);
    } catch (DateTimeException e) {
      throw unknown(name, text, e);
    }
  }

  private static DomainFailure unknown(
      String name, @Nullable String value, @Nullable Throwable cause) {
    return new DomainFailure(
        ProblemType.INVALID_REQUEST,
        name + " is \"" + value + "\", which is not known. Take the filter away, or pick another.",
        cause);
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      values.put(name, value.strip());
    }
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}

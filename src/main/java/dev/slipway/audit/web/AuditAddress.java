package dev.slipway.audit.web;

import dev.slipway.audit.AuditFilter;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Moments;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.ProblemType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The filter of an audit page as its address holds it, so that a link shows the same to everybody.
final class AuditAddress {

  static final List<String> FACETS =
      List.of("outcome", "action", "actor", "target", "service", "environment", "q");
  static final Map<String, Duration> RANGES =
      Map.of("24h", Duration.ofHours(24), "7d", Duration.ofDays(7), "30d", Duration.ofDays(30));
  private static final String DEFAULT_RANGE = "7d";
  private static final String NO_RANGE = "all";

  private static final String STEPS = "steps";
  private static final String SHOWN = "shown";
  private static final String LEFT_OUT = "left-out";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final boolean forPeople;

  /// @param forPeople whether seven days without steps hold where the address says nothing else
  private AuditAddress(Map<String, String> parameters, boolean forPeople) {
    this.forPeople = forPeople;
    for (var name : FACETS) {
      take(parameters, name);
    }
    take(parameters, "from");
    take(parameters, "to");
    take(parameters, "range");
    if (SHOWN.equals(parameters.get(STEPS))) {
      values.put(STEPS, SHOWN);
    }
    if (!forPeople && LEFT_OUT.equals(parameters.get(STEPS))) {
      values.put(STEPS, LEFT_OUT);
    }
    if (forPeople && !values.containsKey("from") && !values.containsKey("to")) {
      values.putIfAbsent("range", DEFAULT_RANGE);
    }
  }

  static AuditAddress ofPage(Map<String, String> parameters) {
    return new AuditAddress(parameters, true);
  }

  static AuditAddress ofProgram(Map<String, String> parameters) {
    return new AuditAddress(parameters, false);
  }

  /// The filter for a program, which would take an empty answer for a quiet time.
  AuditFilter filterForPrograms(Instant now) {
    var filter = filter(now);
    if (filter.isBackwards()) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "'from' is %s and 'to' is %s: the end is not after the beginning, so no event can match. Swap them, or leave one out."
              .formatted(filter.from(), filter.to()));
    }
    return filter;
  }

  AuditFilter filter(Instant now) {
    return new AuditFilter(
        values.get("actor"),
        values.get("action"),
        values.get("target"),
        outcome(values.get("outcome")),
        values.get("service"),
        values.get("environment"),
        from(now),
        moment(values.get("to"), true),
        values.get("q"),
        leavesStepsOut());
  }

  /// Whether the progress of deployments is left out: for people who did not ask for it, and for
  /// programs that say so.
  boolean leavesStepsOut() {
    return forPeople
        ? !values.containsKey(STEPS) && !values.containsKey("action")
        : LEFT_OUT.equals(values.get(STEPS));
  }

  /// The same search with the steps, or without them again.
  String turnedSteps() {
    return values.containsKey(STEPS) ? without(STEPS) : with(STEPS, SHOWN);
  }

  @Nullable String value(String name) {
    return values.get(name);
  }

  /// The address with one value more or other.
  String with(String name, String value) {
    var changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return address(changed);
  }

  /// The address without one value; without the range it asks for everything.
  String without(String name) {
    var changed = new LinkedHashMap<>(values);
    changed.remove(name);
    if (name.equals("range")) {
      changed.put("range", NO_RANGE);
    }
    return address(changed);
  }

  /// The address with its times fixed, so that it shows the same events tomorrow; null if they are
  /// fixed already.
  @Nullable String fixed(Instant now) {
    if (values.containsKey("to")) {
      return null;
    }
    var changed = new LinkedHashMap<>(values);
    var from = from(now);
    if (changed.remove("range") != null && from != null) {
      changed.put("from", from.toString());
    }
    changed.put("to", now.truncatedTo(ChronoUnit.MILLIS).toString());
    return address(changed);
  }

  /// What an export is asked for to hold what the page shows: it leaves nothing out by itself.
  String exportQuery() {
    var said = new LinkedHashMap<>(values);
    if (leavesStepsOut()) {
      said.put(STEPS, LEFT_OUT);
    }
    return query(said);
  }

  boolean isRanged() {
    return values.containsKey("range") && !NO_RANGE.equals(values.get("range"));
  }

  private @Nullable Instant from(Instant now) {
    var given = moment(values.get("from"), false);
    var range = values.get("range");
    if (given != null || range == null || range.equals(NO_RANGE)) {
      return given;
    }
    var duration = RANGES.get(range);
    if (duration == null) {
      throw invalid("range", range, "24h, 7d, 30d or all");
    }
    // To the hour, so that the pages of one search agree on their filter.
    return now.minus(duration).truncatedTo(ChronoUnit.HOURS);
  }

  private static @Nullable Outcome outcome(@Nullable String word) {
    return switch (word) {
      case null -> null;
      case "accepted" -> Outcome.SUCCEEDED;
      case "denied" -> Outcome.DENIED;
      case "failed" -> Outcome.FAILED;
      default -> throw invalid("outcome", word, "accepted, denied or failed");
    };
  }

  static String word(Outcome outcome) {
    return outcome == Outcome.SUCCEEDED ? "accepted" : outcome.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Instant moment(@Nullable String text, boolean end) {
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == "2026-01-31".length()) {
        return LocalDate.parse(text).plusDays(end ? 1 : 0).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return Moments.parse(text);
    } catch (DateTimeException _) {
      throw invalid(
          "time", text, "a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z");
    }
  }

  private static DomainFailure invalid(String what, String given, String expected) {
    return new DomainFailure(
        ProblemType.INVALID_REQUEST,
        "The " + what + " '" + given + "' is not understood; it is " + expected + ".");
  }

  private void take(Map<String, String> parameters, String name) {
    var value = parameters.get(name);
    if (value != null && !value.isBlank()) {
      values.put(name, value.strip());
    }
  }

  private static String address(Map<String, String> values) {
    var query = query(values);
    return query.isEmpty() ? "/audit" : "/audit?" + query;
  }

  private static String query(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}

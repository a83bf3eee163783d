package dev.slipway.gate.web;

import dev.slipway.gate.ExclusionCause;
import dev.slipway.gate.ExclusionView;
import dev.slipway.gate.Exclusions;
import dev.slipway.shell.Choice;
import dev.slipway.slo.ObjectiveSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The time that does not count against an objective, and how that is asked for.
///
/// @param whyNot why this reader cannot ask; null if they can
/// @param mayRevoke whether this reader can take one back
/// @param typed what was typed, by field
record ExclusionsPage(
    ObjectiveSummary objective,
    List<ExclusionView> exclusions,
    @Nullable String whyNot,
    boolean mayRevoke,
    Map<String, String> typed,
    Map<String, String> errors) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Objectives", "/slo"), Choice.link(objective.name(), objective.path()));
  }

  public String action() {
    return Exclusions.path(objective.id());
  }

  public String place() {
    return "%s of %s in %s"
        .formatted(objective.name(), objective.service().slug(), objective.environment().name());
  }

  public String span(ExclusionView one) {
    return MOMENT.format(one.from()) + " to " + MOMENT.format(one.to()) + " UTC";
  }

  public String look(ExclusionView one) {
    return one.isInForce() ? "approved" : one.isOpen() ? "pending-approval" : "expired";
  }

  public String word(ExclusionView one) {
    return one.isInForce() ? "Does not count" : one.isOpen() ? "Needs OK" : "Counts";
  }

  /// Whose names it carries.
  public String names(ExclusionView one) {
    return one.agreedBy().isEmpty()
        ? "asked by " + one.requester()
        : one.requester() + " and " + String.join(" and ", one.agreedBy());
  }

  /// How it ended, as a sentence.
  public String ended(ExclusionView one) {
    return one.endedBy() == null
        ? one.endReason() + "."
        : "Taken back by " + one.endedBy() + ": " + one.endReason();
  }

  public boolean mayEnd(ExclusionView one) {
    return mayRevoke && one.endedAt() == null;
  }

  public Map<String, String> causes() {
    Map<String, String> causes = new LinkedHashMap<>();
    for (var cause : ExclusionCause.values()) {
      causes.put(cause.slug(), DecisionPage.capital(cause.words()));
    }
    return causes;
  }

  public String typedIn(String field) {
    return typed.getOrDefault(field, "");
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}

package dev.slipway.health.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.health.Gap;
import dev.slipway.health.ServiceStatus;
import dev.slipway.health.StatusChange;
import dev.slipway.health.StatusFact;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a service is in one environment, why, and how it was.
///
/// @param status null where the service has no placement
/// @param changes newest first
/// @param next cursor of older changes, or null
record StatusPage(
    ServiceView service,
    EnvironmentView environment,
    @Nullable ServiceStatus status,
    List<StatusChange> changes,
    @Nullable String cursor,
    @Nullable String next,
    List<Gap> gaps) {

  /// One line of the past: a change, or a time in which nobody looked.
  public record Past(String look, Instant at, String text, @Nullable Instant until, boolean gap) {}

  public List<Past> past() {
    var oldest = next == null || changes.isEmpty() ? Instant.EPOCH : changes.getLast().at();
    var newest = cursor == null || changes.isEmpty() ? Instant.MAX : changes.getFirst().at();
    return Stream.concat(
            changes.stream().map(StatusPage::line),
            gaps.stream()
                .filter(gap -> gap.from().isAfter(oldest) && gap.from().isBefore(newest))
                .map(gap -> new Past("lost", gap.from(), "Nobody looked until", gap.until(), true)))
        .sorted((one, other) -> other.at().compareTo(one.at()))
        .toList();
  }

  private static Past line(StatusChange change) {
    var before = change.before();
    var moved =
        before == null
            ? HealthPage.word(change.state())
            : HealthPage.word(before) + " → " + HealthPage.word(change.state());
    return new Past(
        change.state().slug(),
        change.at(),
        moved + ". " + change.fact() + ": " + change.reason(),
        null,
        false);
  }

  /// What decided, and what agrees with it or says nothing.
  public String chain() {
    if (status == null) {
      return "";
    }
    var agreeing = status.agreeing();
    var silent = status.silent();
    return "Decided by %s.%s%s"
        .formatted(
            what(status.deciding()),
            agreeing.isEmpty()
                ? ""
                : " " + Plural.of(agreeing.size(), "other says", "others say") + " the same.",
            silent.isEmpty()
                ? ""
                : " %s nothing and %s no say."
                    .formatted(
                        Plural.of(silent.size(), "fact tells", "facts tell"),
                        Plural.word(silent.size(), "has", "have")));
  }

  private static String what(StatusFact fact) {
    return switch (fact.source()) {
      case WORKLOAD -> fact.name();
      case OBJECTIVE -> "objective " + fact.name();
      case ALERT -> "alert " + fact.name();
      case RESOURCE -> fact.name();
    };
  }

  public String title() {
    return "Health of " + service.slug() + " in " + environment.name();
  }

  public String live() {
    return "health-of:" + service.slug();
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Health", HealthFilter.PATH),
        Choice.link(service.label(), "/services/" + service.slug()),
        Choice.link(environment.name(), place()));
  }

  private String place() {
    return "/services/" + service.slug() + "/env/" + environment.slug();
  }

  public String href() {
    return place() + "/health";
  }

  public String here() {
    return cursor == null ? href() : href() + "?cursor=" + cursor;
  }

  public @Nullable String older() {
    return next == null ? null : href() + "?cursor=" + next;
  }

  public Map<String, String> panelVariables() {
    return Map.of("service", service.slug(), "environment", environment.slug());
  }
}

package dev.slipway.health.web;

import dev.slipway.health.HealthState;
import dev.slipway.health.ServiceStatus;
import dev.slipway.health.SystemStatus;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every service in every environment, worst first, and the systems that they make up.
///
/// @param fitting all that fit the filter but for the state
/// @param shown those of this page
/// @param next cursor of the next page, or null
/// @param systems of those that fit, worst first
/// @param names systems by slug; with the empty one for all, as are teams and environments
record HealthPage(
    HealthFilter filter,
    List<ServiceStatus> fitting,
    List<ServiceStatus> shown,
    int all,
    @Nullable String next,
    List<SystemStatus> systems,
    Map<String, String> names,
    Map<String, String> teams,
    Map<String, String> environments) {

  /// Worst first.
  public List<Choice> states() {
    var counts =
        fitting.stream()
            .collect(Collectors.groupingBy(ServiceStatus::state, Collectors.counting()));
    var asked = filter.asked();
    List<Choice> choices = new ArrayList<>();
    choices.add(Choice.counted("all", filter.withState(null), asked == null, fitting.size()));
    Arrays.stream(HealthState.values())
        .sorted(Comparator.reverseOrder())
        .filter(state -> counts.containsKey(state) || state == asked)
        .map(state ->
            Choice.state(
                word(state).toLowerCase(Locale.ROOT),
                filter.withState(state),
                state == asked,
                counts.getOrDefault(state, 0L),
                state.slug()))
        .forEach(choices::add);
    return choices;
  }

  public String summary() {
    var faults = fitting.stream().filter(status -> status.state().isFault()).count();
    var silent = fitting.stream().filter(status -> status.state() == HealthState.UNKNOWN).count();
    if (fitting.isEmpty()) {
      return "Each service in each environment, the worst first.";
    }
    return "%s of %s, %d unknown. The worst first; nothing is averaged."
        .formatted(
            faults == 0 ? "No fault" : Plural.of(faults, "fault"),
            Plural.of(fitting.size(), "status", "statuses"),
            silent);
  }

  /// How many there are of each state, worst first, such as `1 degraded, 8 healthy`.
  public String counted(SystemStatus system) {
    return system.counts().entrySet().stream()
        .sorted(Map.Entry.<HealthState, Long>comparingByKey().reversed())
        .map(each -> each.getValue() + " " + word(each.getKey()).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  public String only(SystemStatus system) {
    return filter.withSystem(system.slug());
  }

  public boolean isNarrowed() {
    return !filter.isEmpty();
  }

  public String href() {
    return filter.at(filter.cursor());
  }

  public @Nullable String first() {
    return filter.cursor() == null ? null : filter.at((String) null);
  }

  public @Nullable String nextHref() {
    return next == null ? null : filter.at(next);
  }

  public String shownText() {
    return shown.size() == all
        ? Plural.of(all, "status", "statuses")
        : shown.size() + " of " + Plural.of(all, "status", "statuses");
  }

  public HealthState well() {
    return HealthState.HEALTHY;
  }

  /// What decided, and how many say the same.
  public String why(ServiceStatus status) {
    var agreeing = status.agreeing().size();
    return agreeing == 0
        ? status.reason()
        : "%s %s."
            .formatted(
                status.reason(), Plural.of(agreeing, "more fact agrees", "more facts agree"));
  }

  static String word(HealthState state) {
    return Look.of(state).word();
  }
}

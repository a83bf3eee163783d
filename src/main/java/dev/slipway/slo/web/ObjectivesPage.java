package dev.slipway.slo.web;

import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Look;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.ObjectiveStatus;
import dev.slipway.slo.formats.ObjectiveFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The list of objectives, worst first.
///
/// @param next cursor of the next page, or null
/// @param counts how many that count there are in each state, whatever the filter of states
/// @param idle how many there are that do not count, by why
/// @param systems names by slug; with the empty one for all, as are teams and environments
/// @param whyNot who may add one; empty if this person may
record ObjectivesPage(
    ObjectiveFilter filter,
    List<BudgetLine> lines,
    @Nullable String next,
    Map<BudgetState, Long> counts,
    Map<ObjectiveStatus, Long> idle,
    Map<String, String> systems,
    Map<String, String> teams,
    Map<String, String> environments,
    String whyNot) {

  public boolean mayAdd() {
    return whyNot.isEmpty();
  }

  /// Worst first.
  public List<Choice> states() {
    var choices = new ArrayList<Choice>();
    var asked = filter.search().state();
    var status = filter.search().status();
    choices.add(
        Choice.counted("all", filter.withState(null), asked == null && status == null, total()));
    Arrays.stream(BudgetState.values())
        .sorted(Comparator.reverseOrder())
        .filter(state -> counts.containsKey(state) || state == asked)
        .map(state ->
            Choice.state(
                Look.of(state).word().toLowerCase(Locale.ROOT),
                filter.withState(state),
                state == asked,
                counts.getOrDefault(state, 0L),
                state.slug()))
        .forEach(choices::add);
    idle.forEach((one, many) ->
        choices.add(
            Choice.counted(
                one.label().toLowerCase(Locale.ROOT),
                filter.withStatus(one),
                status == one,
                many)));
    return choices;
  }

  public long total() {
    return Stream.of(counts, idle)
        .flatMap(some -> some.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  public Map<String, ?> panelVariables() {
    return Map.of();
  }

  /// The same objectives in the formats of other tools.
  public List<Choice> files() {
    return Arrays.stream(ObjectiveFormat.values())
        .filter(ObjectiveFormat::isWritten)
        .map(format -> Choice.link(format.label(), filter.file(format.slug())))
        .toList();
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

  public String shown() {
    var search = filter.search();
    var state = search.state();
    var status = search.status();
    var all =
        status != null && status != ObjectiveStatus.ACTIVE
            ? idle.getOrDefault(status, 0L)
            : state == null ? total() : counts.getOrDefault(state, 0L);
    return next == null && filter.cursor() == null
        ? Plural.of(all, "objective")
        : lines.size() + " of " + Plural.of(all, "objective");
  }

  /// How many of those on this page are fine.
  public long fine() {
    return lines.stream().filter(BudgetLine::isFine).count();
  }
}

package dev.slipway.slo.web;

import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Look;
import dev.slipway.slo.BudgetState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The list of objectives, worst first.
///
/// @param next cursor of the next page, or null
/// @param counts how many there are in each state of the budget, whatever the filter of states
/// @param systems names by slug; with the empty one for all, as are teams and environments
/// @param whyNot who may add one; empty if this person may
record ObjectivesPage(
    ObjectiveFilter filter,
    List<BudgetLine> lines,
    @Nullable String next,
    Map<BudgetState, Long> counts,
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
    choices.add(Choice.counted("all", filter.withState(null), asked == null, total()));
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
    return choices;
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
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
    var state = filter.search().state();
    var all = state == null ? total() : counts.getOrDefault(state, 0L);
    return next == null && filter.cursor() == null
        ? Plural.of(all, "objective")
        : lines.size() + " of " + Plural.of(all, "objective");
  }

  /// How many of those on this page are fine.
  public long fine() {
    return lines.stream().filter(BudgetLine::isFine).count();
  }
}

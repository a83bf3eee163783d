package dev.slipway.slo.web;

import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.slo.BudgetReading;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.ObjectiveDefinition;
import dev.slipway.slo.ObjectiveDetails;
import dev.slipway.slo.ObjectiveDetails.WindowLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form that defines an objective, or says anew what one promises.
///
/// @param known the one that is edited; null for a new one
/// @param services names by slug of those that this person may promise something of
/// @param environments names by slug
/// @param datasources names by id, the empty one to choose
/// @param trial what the datasource answered to what is typed; null before it was asked
/// @param hint what is in the way of loosening it; empty where nothing is
/// @param errors by field
record ObjectiveFormPage(
    @Nullable ObjectiveDetails known,
    ObjectiveForm form,
    Map<String, String> services,
    Map<String, String> environments,
    Map<String, String> datasources,
    @Nullable Trial trial,
    String hint,
    Map<String, String> errors) {

  /// An answer in words.
  ///
  /// @param windows empty where there was none
  record Trial(String look, String title, String text, List<WindowRow> windows) {}

  /// Where a budget stands by one definition.
  record Stand(String what, BigDecimal percent, int days, BudgetState state, String left) {

    private static Stand of(ObjectiveDefinition now, BudgetReading budget) {
      return new Stand(
          "As it is",
          now.objective(),
          now.windowDays(),
          budget.state(),
          Amounts.left(budget.remaining()));
    }

    private static Stand of(ObjectiveDefinition typed, WindowLine whole) {
      var used = whole.burn();
      var silent = whole.counts() != null && !whole.counts().hasTraffic();
      return new Stand(
          "As typed",
          typed.objective(),
          typed.windowDays(),
          used != null
              ? BudgetState.of(used)
              : silent ? BudgetState.NO_TRAFFIC : BudgetState.UNKNOWN,
          Amounts.left(used == null ? null : BigDecimal.ONE.subtract(used)));
    }

    public String promise() {
      return "%s %% in %s".formatted(Decimals.plain(percent), Plural.of(days, "day"));
    }
  }

  /// Where the budget stands now and where it would stand as typed; empty where nothing was
  /// counted.
  public List<Stand> stands() {
    if (trial == null || trial.windows().isEmpty()) {
      return List.of();
    }
    var typed = Stand.of(form.definition(), trial.windows().getLast().line());
    return known == null
        ? List.of(typed)
        : List.of(Stand.of(known.definition(), known.summary().budget()), typed);
  }

  public boolean isNew() {
    return known == null;
  }

  public String title() {
    return known == null ? "Add an objective" : "Edit " + known.summary().name();
  }

  public String action() {
    return known == null ? ObjectiveFilter.PATH : known.summary().path() + "/edit";
  }

  public String trialAction() {
    return known == null ? ObjectiveFilter.PATH + "/try" : known.summary().path() + "/try";
  }

  public String back() {
    return known == null ? ObjectiveFilter.PATH : known.summary().path();
  }

  public List<Choice> crumbs() {
    var all = Choice.link("Objectives", ObjectiveFilter.PATH);
    return known == null
        ? List.of(all)
        : List.of(all, Choice.link(known.summary().name(), known.summary().path()));
  }

  public String typed(String field) {
    return form.typed(field);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /// Whether there is anything to count with.
  public boolean hasDatasource() {
    return datasources.size() > 1;
  }
}

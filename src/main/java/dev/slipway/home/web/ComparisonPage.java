package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.SystemView;
import dev.slipway.home.CellState;
import dev.slipway.home.ComparedService;
import dev.slipway.home.ComparisonFilter;
import dev.slipway.home.ComparisonView;
import dev.slipway.home.Difference;
import dev.slipway.identity.TeamSummary;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Two environments side by side.
///
/// @param view null until two different environments are chosen
/// @param mayPlan whether whoever looks may plan anything anywhere
record ComparisonPage(
    ComparisonForm form,
    ComparisonFilter filter,
    @Nullable ComparisonView view,
    List<EnvironmentView> environments,
    List<SystemView> systems,
    List<TeamSummary> teams,
    boolean mayPlan,
    Map<String, String> errors) {

  public String title() {
    return view == null
        ? "Compare environments"
        : view.from().name() + " and " + view.to().name() + " side by side";
  }

  public String key() {
    return form.intent();
  }

  public String backwards() {
    var first = shown().to().name();
    var later = shown().from().name();
    return "%s comes before %s. A plan from here brings %s to what %s runs, often an older version."
        .formatted(first, later, first, later);
  }

  public List<Choice> chips() {
    var shown = shown();
    List<Choice> chips = new ArrayList<>();
    chips.add(
        Choice.counted(
            "services",
            filter.withOnly(filter.only()).href(),
            filter.only().isEmpty(),
            shown.compared()));
    chips.add(chip("different", "different", shown.different()));
    for (var one : Difference.values()) {
      var count = shown.counts().getOrDefault(one, 0);
      if (count > 0) {
        chips.add(chip(one.slug(), one.word(), count));
      }
    }
    return chips;
  }

  private Choice chip(String slug, String label, int count) {
    return Choice.counted(label, filter.withOnly(slug).href(), filter.only().equals(slug), count);
  }

  /// What runs in both.
  public List<ComparedService> pairs() {
    return shown().rows().stream().filter(row -> !row.isAlone()).toList();
  }

  /// What runs in one of them alone.
  public List<ComparedService> alone() {
    return shown().rows().stream().filter(ComparedService::isAlone).toList();
  }

  public String aloneTitle() {
    return "Only in one of them (%d)".formatted(alone().size());
  }

  /// The reason that every row which could be planned has in its way; empty if they differ.
  public String sharedReason() {
    var reasons =
        shown().rows().stream()
            .filter(row -> row.promote().makesSense())
            .map(row -> row.promote().whyNot())
            .toList();
    return reasons.size() > 1 && reasons.stream().distinct().count() == 1 ? reasons.getFirst() : "";
  }

  public @Nullable DrawnCell draw(
      ComparedService.@Nullable Side side, ComparedService row, EnvironmentView stage) {
    return side == null
        ? null
        : DrawnCell.of(side.cell(), row.service().slug(), stage.slug(), shown().at());
  }

  public String promoteHref(ComparedService row) {
    return "/plans/new?service=%s&environment=%s&kind=rollout&image=%s"
        .formatted(
            row.service().slug(),
            shown().to().slug(),
            URLEncoder.encode(row.promote().image(), StandardCharsets.UTF_8));
  }

  /// What to know before a version is brought on that is not well where it runs; empty if it is.
  public String caution(ComparedService row) {
    var from = row.from();
    return from == null || !row.promote().can() || from.cell().state() == CellState.HEALTHY
        ? ""
        : "In " + shown().from().name() + ": " + from.cell().headline(shown().at());
  }

  public String item(ComparedService row) {
    return row.service().slug() + " " + row.promote().image();
  }

  public boolean isSelected(ComparedService row) {
    return form.images().containsKey(row.service().slug());
  }

  /// Whether any row of this page can be planned.
  public boolean offersPlans() {
    return mayPlan && shown().rows().stream().anyMatch(row -> row.promote().can());
  }

  public String planLabel() {
    return "Promote the selected to " + shown().to().name();
  }

  public String configurationsHref() {
    return "/compare/configurations?" + filter.query();
  }

  public String counted() {
    var shown = shown();
    var rows =
        shown.matching() > ComparisonView.ROWS
            ? "Rows %d to %d of ".formatted(shown.first() + 1, shown.first() + shown.rows().size())
            : "";
    return rows + Plural.of(shown.matching(), "service");
  }

  public @Nullable String first() {
    return shown().first() == 0 ? null : filter.withPage(1).href();
  }

  public @Nullable String next() {
    var shown = shown();
    return shown.first() + shown.rows().size() >= shown.matching()
        ? null
        : shown.filter().withPage(shown.filter().page() + 1).href();
  }

  private ComparisonView shown() {
    return Objects.requireNonNull(view);
  }
}

package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.home.Promotion;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.PlanView;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Several services that are to be changed alike.
///
/// @param environment slug of the one that is preselected; empty for the first
/// @param outcomes what became of each; empty before anything was sent
record SelectionPage(
    SelectionForm form,
    List<Row> rows,
    List<EnvironmentView> environments,
    String environment,
    boolean mayPlan,
    List<Promotion.Outcome> outcomes,
    Map<String, String> errors) {

  /// One of them.
  ///
  /// @param places where it runs
  record Row(ServiceView service, List<EnvironmentView> places) {

    public String where() {
      return places.isEmpty()
          ? "placed nowhere"
          : String.join(", ", places.stream().map(EnvironmentView::name).toList());
    }
  }

  public String title() {
    if (isDone()) {
      var made = outcomes.stream().filter(each -> each.plan() != null).count();
      return "%d of %s made".formatted(made, Plural.of(outcomes.size(), "plan"));
    }
    return Plural.of(rows.size(), "service") + " selected";
  }

  public boolean isDone() {
    return !outcomes.isEmpty();
  }

  public String key() {
    return form.intent();
  }

  public String reason() {
    return SelectionForm.text(form.reason());
  }

  public String ticket() {
    return SelectionForm.text(form.ticket());
  }

  public boolean startWhenApproved() {
    return Boolean.TRUE.equals(form.startWhenApproved());
  }

  public String why(Promotion.Outcome outcome) {
    return Objects.requireNonNull(outcome.refused()).detail();
  }

  public String look(PlanView plan) {
    return PromotedPage.stateWord(plan.state());
  }
}

package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.home.Promotion;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.PlanState;
import dev.slipway.plans.PlanView;
import java.util.List;
import java.util.Objects;

/// What became of each service that was to be planned.
record PromotedPage(ComparisonForm form, EnvironmentView to, List<Promotion.Outcome> outcomes) {

  public String title() {
    var made = outcomes.stream().filter(each -> each.plan() != null).count();
    return made == outcomes.size()
        ? Plural.of(made, "plan") + " for " + to.name()
        : "%d of %s for %s".formatted(made, Plural.of(outcomes.size(), "plan"), to.name());
  }

  public boolean hasRefused() {
    return outcomes.stream().anyMatch(each -> each.refused() != null);
  }

  public String key() {
    return form.intent();
  }

  public String backHref() {
    return form.filter().href();
  }

  public String item(Promotion.Outcome outcome) {
    return outcome.service() + " " + form.images().get(outcome.service());
  }

  public String why(Promotion.Outcome outcome) {
    return Objects.requireNonNull(outcome.refused()).detail();
  }

  /// What comes next for a plan that was made.
  public String next(PlanView plan) {
    if (plan.isBlocked()) {
      return "Blocked by a policy; its page says by which.";
    }
    return switch (plan.state()) {
      case PLANNED ->
          plan.needsApproval() ? "Open it: a condition is to be accepted." : "Can be started.";
      case PENDING_APPROVAL -> "Waits for its approval.";
      case APPROVED -> "Can be started.";
      case REJECTED, EXPIRED, SUPERSEDED, STALE, REVOKED, WITHDRAWN, STARTED -> "";
    };
  }

  static String stateWord(PlanState state) {
    return state == PlanState.STALE ? "plan-stale" : state.slug();
  }

  public String look(PlanView plan) {
    return stateWord(plan.state());
  }
}

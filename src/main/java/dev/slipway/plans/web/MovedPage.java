package dev.slipway.plans.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.PlanRefused;
import dev.slipway.plans.PlanView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A start that was refused because the world moved: what was planned beside what it would be now.
///
/// @param now a preview of the same wish, or null with the reason in `whyNot`
record MovedPage(
    PlanView old, DomainFailure refusal, @Nullable PlanView now, @Nullable String whyNot) {

  public String title() {
    return refusal.problem().title();
  }

  public @Nullable UUID newer() {
    return refusal instanceof PlanRefused refused ? refused.other() : null;
  }
}

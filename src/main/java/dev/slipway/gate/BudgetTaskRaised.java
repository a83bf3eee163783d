package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A budget crossed a threshold, and people have work to do.
///
/// @param subject the objective
/// @param title what happened, for those who get a notice
/// @param used share of the budget, in words
/// @param tells who gets a notice; empty where a higher threshold was crossed at the same time
record BudgetTaskRaised(
    UUID task,
    Subject subject,
    BudgetThreshold threshold,
    String title,
    String used,
    Set<UUID> tells)
    implements PortalEvent {

  @Override
  public String action() {
    return "budget-task.raised";
  }

  @Override
  public Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  public String reason() {
    return threshold.title() + ". " + String.join(" ", threshold.duties());
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("task", task, "threshold", threshold.percent(), "used", used, "title", title);
  }
}

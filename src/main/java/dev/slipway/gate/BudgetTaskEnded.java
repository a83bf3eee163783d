package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.UUID;

/// What a used budget asked of people is done, or not asked any more.
///
/// @param subject the objective
record BudgetTaskEnded(
    UUID task,
    Subject subject,
    BudgetThreshold threshold,
    BudgetTask.Ending ending,
    String reason,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return switch (ending) {
      case CLOSED -> "budget-task.closed";
      case RECOVERED -> "budget-task.recovered";
      case DROPPED -> "budget-task.dropped";
    };
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("task", task, "threshold", threshold.percent());
  }
}

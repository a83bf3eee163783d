package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// One line of the timeline of an operation was written.
///
/// @param step a word for machines, such as `send` or `verify`
/// @param text what happened, for people
public record OperationStepTaken(
    UUID id,
    OperationId operation,
    long fence,
    String step,
    String text,
    Instant at,
    Actor actor,
    Subject subject)
    implements PortalEvent {

  @Override
  public String action() {
    return "deployment.step";
  }

  @Override
  public String reason() {
    return text;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("step", step, "fence", fence);
  }
}

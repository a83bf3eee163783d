package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// A plan was started: its operation waits for a worker. Published in the transaction of the claim.
public record OperationQueued(
    OperationView operation, String from, String to, Actor actor, String reason)
    implements PortalEvent {

  @Override
  public String action() {
    return "deployment.queued";
  }

  @Override
  public Subject subject() {
    return operation.subject();
  }

  @Override
  public String planHash() {
    return operation.planHash();
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("version", from);
  }

  @Override
  public Map<String, Object> after() {
    return Map.of(
        "kind", operation.kind().slug(),
        "plan", operation.plan().value().toString(),
        "version", to);
  }
}

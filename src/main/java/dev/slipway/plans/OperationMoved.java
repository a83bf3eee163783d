package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// An operation took a step from one state to another.
public record OperationMoved(OperationView from, OperationView now, Actor actor, String why)
    implements PortalEvent {

  @Override
  public String action() {
    return "deployment." + now.state().slug();
  }

  @Override
  public Subject subject() {
    return now.subject();
  }

  @Override
  public Outcome outcome() {
    return now.state() == OperationState.FAILED ? Outcome.FAILED : Outcome.SUCCEEDED;
  }

  @Override
  public String reason() {
    return why;
  }

  @Override
  public String planHash() {
    return now.planHash();
  }

  @Override
  public Map<String, Object> before() {
    return Map.of("state", from.state().slug());
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("state", now.state().slug(), "effect", now.effect().name());
  }
}

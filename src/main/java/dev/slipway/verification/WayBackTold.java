package dev.slipway.verification;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What became of the way back of a rollout whose verification failed.
///
/// @param began whether a plan for it was made
public record WayBackTold(boolean began, Subject subject, String why, Actor actor, Set<UUID> tells)
    implements PortalEvent {

  @Override
  public String action() {
    return began ? "verification.rollback-begun" : "verification.rollback-skipped";
  }

  @Override
  public Outcome outcome() {
    return began ? Outcome.SUCCEEDED : Outcome.FAILED;
  }

  @Override
  public String reason() {
    return why;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("began", began);
  }
}

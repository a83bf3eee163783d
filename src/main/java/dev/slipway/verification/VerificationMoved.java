package dev.slipway.verification;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A verification began, ended, or was decided by a person.
///
/// @param subject the deployment
/// @param tells who is asked to look; empty where nobody is
public record VerificationMoved(
    VerificationState state, Subject subject, String why, Actor actor, Set<UUID> tells)
    implements PortalEvent {

  @Override
  public String action() {
    return switch (state) {
      case RUNNING -> "verification.started";
      default -> "verification." + state.slug();
    };
  }

  @Override
  public Outcome outcome() {
    return state == VerificationState.FAILED ? Outcome.FAILED : Outcome.SUCCEEDED;
  }

  @Override
  public String reason() {
    return why;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("verification", state.slug());
  }
}

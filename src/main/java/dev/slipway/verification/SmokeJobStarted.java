package dev.slipway.verification;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// The portal started a Job in a cluster to test a rollout. What it finds is told with the
/// verification.
///
/// @param subject the rollout
/// @param test the smoke test's name
/// @param job its name in the cluster
public record SmokeJobStarted(Subject subject, String test, String job, Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "verification.job-started";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("smokeTest", test, "job", job);
  }
}

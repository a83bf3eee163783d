package dev.slipway.verification;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody said how rollouts are verified.
public record VerificationEdited(
    VerificationSetting from, EditVerification to, Subject subject, Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "verification.edited";
  }

  @Override
  public String reason() {
    return to.reason();
  }

  @Override
  public Map<String, Object> before() {
    return facts(from.enabled(), from.automatic());
  }

  @Override
  public Map<String, Object> after() {
    return facts(to.enabled(), to.automatic());
  }

  private static Map<String, Object> facts(@Nullable Boolean enabled, boolean automatic) {
    return Map.of(
        "enabled", enabled == null ? "by class" : enabled, "automaticRollback", automatic);
  }
}

package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something about people, teams, grants or sessions changed: who may do what, or who is here.
public record IdentityChanged(
    String action,
    Actor actor,
    Subject subject,
    @Nullable String reason,
    Map<String, Object> before,
    Map<String, Object> after)
    implements PortalEvent {

  static IdentityChanged now(
      String action, Actor actor, Subject subject, Map<String, Object> after) {
    return new IdentityChanged(action, actor, subject, null, Map.of(), after);
  }

  IdentityChanged because(String reason) {
    return new IdentityChanged(action, actor, subject, reason, before, after);
  }
}

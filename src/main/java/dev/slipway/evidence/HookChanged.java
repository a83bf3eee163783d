package dev.slipway.evidence;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An incoming webhook was made or disabled, or has other keys. Never with the value of a key.
///
/// @param action such as `hook.made`
/// @param tells ids of people who are told
public record HookChanged(
    String action,
    Subject subject,
    Map<String, Object> after,
    @Nullable String reason,
    Set<UUID> tells,
    Actor actor)
    implements PortalEvent {

  static Subject subject(UUID id, String name) {
    return Subject.of("hook", id, name);
  }
}

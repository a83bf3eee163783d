package dev.slipway.slo;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody defined an objective, edited it, or said whether it counts.
///
/// @param action such as `objective.edited`
public record ObjectiveChanged(
    String action,
    Subject subject,
    Map<String, Object> before,
    Map<String, Object> after,
    @Nullable String reason,
    Actor actor)
    implements PortalEvent {}

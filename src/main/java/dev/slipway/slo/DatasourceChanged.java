package dev.slipway.slo;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A datasource was connected, edited or removed. Never with what it is let in by.
///
/// @param action such as `datasource.connected`
record DatasourceChanged(
    String action,
    Subject subject,
    Map<String, Object> before,
    Map<String, Object> after,
    @Nullable String reason,
    Actor actor)
    implements PortalEvent {}

package dev.slipway.catalog;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// Something in the catalog was registered or edited, with what it said before and says now.
public record CatalogChanged(
    String action,
    Actor actor,
    Subject subject,
    Map<String, Object> before,
    Map<String, Object> after)
    implements PortalEvent {}

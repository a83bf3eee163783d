package dev.slipway.backups;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// Somebody said something of a backup: what it is for, how a drill went, who may report in.
public record BackupChanged(
    String action,
    Actor actor,
    Subject subject,
    Map<String, Object> before,
    Map<String, Object> after)
    implements PortalEvent {}

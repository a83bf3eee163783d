package dev.slipway.backups;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says what a source is for, in place of what was said before.
///
/// @param services slugs; null where the portal is to attach it by itself
/// @param rpoMinutes how old the last good one may become; null for the default
/// @param zone in which its scheduler counts; null for the object's own
/// @param purpose whether it is a backup at all; null for what the portal thinks
public record EditBackup(
    UUID id,
    @Nullable List<String> services,
    @Nullable Integer rpoMinutes,
    @Nullable String zone,
    @Nullable Boolean purpose) {}

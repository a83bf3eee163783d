package dev.slipway.backups;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says what a source is for, in place of what was said before.
///
/// @param services slugs; null where the portal is to attach it by itself
/// @param rpoMinutes how old the last good one may become; null for the default
/// @param zone in which its scheduler counts; null for the object's own
/// @param purpose whether it is a backup at all; null for what the portal thinks
/// @param seen the {@link #mark} of what the person looked at; null where nobody looked
public record EditBackup(
    UUID id,
    @Nullable List<String> services,
    @Nullable Integer rpoMinutes,
    @Nullable String zone,
    @Nullable Boolean purpose,
    @Nullable String seen) {

  /// Tells one state of what people said from the next.
  ///
  /// @param editedAt when somebody last said something; null where nobody did
  public static String mark(@Nullable Instant editedAt) {
    return editedAt == null ? "" : editedAt.toString();
  }
}

package dev.slipway.backups;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One run that has ended.
///
/// @param key what names it at its source, for ever
/// @param title its name there
/// @param expiresAt from when on it is no protection any more, even where it is still there
/// @param sizeBytes null where nobody tells
/// @param detail what the source says of it; empty for nothing
public record BackupRun(
    String key,
    String title,
    RunOutcome outcome,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant expiresAt,
    @Nullable Long sizeBytes,
    String detail) {

  private static final int LONGEST_DETAIL = 1000;

  public BackupRun {
    detail = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
    if (endedAt != null && endedAt.isBefore(startedAt)) {
      endedAt = null;
    }
    if (sizeBytes != null && sizeBytes < 0) {
      sizeBytes = null;
    }
  }

  /// How long it took, or null where nobody tells.
  public @Nullable Duration took() {
    return endedAt == null ? null : Duration.between(startedAt, endedAt);
  }

  boolean isGood(Instant now) {
    return outcome == RunOutcome.SUCCEEDED && (expiresAt == null || expiresAt.isAfter(now));
  }
}

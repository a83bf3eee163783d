package dev.slipway.backups;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody tried whether a backup can be put back.
///
/// @param nextDue by when it should be tried again, or null
public record Drill(
    UUID id,
    LocalDate doneOn,
    boolean passed,
    String note,
    @Nullable LocalDate nextDue,
    String by,
    Instant recordedAt) {}

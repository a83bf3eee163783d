package dev.slipway.backups;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key with which something outside reports in, without its value.
public record ReportKey(UUID id, String madeBy, Instant madeAt, @Nullable Instant lastUsedAt) {}

package dev.slipway.backups;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source as a cluster just showed it.
///
/// @param purpose whether it looks like a backup; what a CronJob is for, nothing says
/// @param createdAt null where the cluster does not say
/// @param runs those that ended, in any order
record SeenSource(
    BackupKind kind,
    String namespace,
    String name,
    String uid,
    boolean purpose,
    @Nullable Instant createdAt,
    SourceFacts facts,
    List<BackupRun> runs) {}

package dev.slipway.backups;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Declares a backup that no cluster shows. It is unknown until it reports in.
///
/// @param schedule five fields or `@every`; empty where nothing starts it by the clock
/// @param zone empty for UTC
public record DeclareBackup(
    String name,
    List<String> services,
    String schedule,
    String zone,
    @Nullable Integer rpoMinutes,
    String place,
    String note) {}

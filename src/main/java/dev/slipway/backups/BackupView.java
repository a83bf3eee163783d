package dev.slipway.backups;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A source of backups as people see it.
///
/// @param clusterSlug empty for a declared one
/// @param services that it protects, by slug
/// @param byHand whether somebody said so
/// @param schedule as it is written; empty for none
/// @param purposeByHand whether it is a backup, where somebody said so; else null
/// @param words the same for people; empty where it needs more than a line
/// @param zoneNote where the zone comes from, such as `assumed`
/// @param place where backups are put; empty where nobody tells
/// @param running when a run under way began, or null
/// @param anchorAt from which due moments count
/// @param firstSeenAt before that a day without a run says nothing
/// @param seenAt when its cluster last showed it
/// @param retired whether it was declared, and ended
public record BackupView(
    UUID id,
    BackupKind kind,
    String name,
    String namespace,
    String clusterSlug,
    List<ServiceView> services,
    boolean byHand,
    List<EnvironmentView> environments,
    String schedule,
    String words,
    ZoneId zone,
    String zoneNote,
    @Nullable String declaredZone,
    String place,
    String note,
    @Nullable Instant running,
    Instant anchorAt,
    Instant firstSeenAt,
    Instant seenAt,
    boolean retired,
    @Nullable Boolean purposeByHand,
    @Nullable Integer rpoMinutes,
    @Nullable String editedBy,
    @Nullable Instant editedAt,
    Standing standing) {

  public BackupView {
    services = List.copyOf(services);
    environments = List.copyOf(environments);
  }

  /// What makes it and where, for people.
  public String origin() {
    return clusterSlug.isEmpty()
        ? kind.label()
        : "%s, %s, %s".formatted(kind.label(), clusterSlug, namespace);
  }

  public BackupState state() {
    return standing.state();
  }

  public String href() {
    return "/backups/" + id;
  }
}

package dev.slipway.backups.web;

import dev.slipway.backups.BackupView;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A source of backups, as the API gives it.
///
/// @param cluster null for a declared one
/// @param ageSeconds of the last good one; null where there is none
/// @param rpoSeconds how old it may become
record BackupAnswer(
    UUID id,
    String kind,
    String name,
    @Nullable String cluster,
    @Nullable String namespace,
    List<String> services,
    List<String> environments,
    @Nullable String schedule,
    String zone,
    @Nullable Instant lastGood,
    @Nullable Long ageSeconds,
    long rpoSeconds,
    boolean rpoDeclared,
    @Nullable Instant nextDue,
    String state,
    String reason,
    List<String> cautions) {

  static BackupAnswer of(BackupView backup) {
    var standing = backup.standing();
    var age = standing.age();
    var zone = backup.zone().getId();
    return new BackupAnswer(
        backup.id(),
        backup.kind().slug(),
        backup.name(),
        present(backup.clusterSlug()),
        present(backup.namespace()),
        backup.services().stream().map(ServiceView::slug).toList(),
        backup.environments().stream().map(EnvironmentView::slug).toList(),
        present(backup.schedule()),
        zone.equals("Z") ? "UTC" : zone,
        standing.lastGood(),
        age == null ? null : age.toSeconds(),
        standing.rpo().toSeconds(),
        standing.rpoDeclared(),
        standing.nextDue(),
        backup.state().slug(),
        standing.reason(),
        standing.cautions());
  }

  private static @Nullable String present(String text) {
    return text.isEmpty() ? null : text;
  }
}

package dev.slipway.backups;

import dev.slipway.backups.ReadingRows.Gap;
import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Told;
import dev.slipway.clusters.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes down what a cluster told of backups: sources as they are now, and the end of every run
/// for good. What a cluster would not tell makes nothing go away.
@Component
class BackupNotes {

  private static final Logger LOG = LoggerFactory.getLogger(BackupNotes.class);

  /// After a year and a month a run is forgotten: the same day of last year can still be looked up.
  private static final Duration KEEP = Duration.ofDays(400);

  private static final Map<BackupKind, Kind> OF =
      new EnumMap<>(
          Map.of(
              BackupKind.CRON_JOB, Kind.CRON_JOB,
              BackupKind.VELERO, Kind.VELERO_SCHEDULE,
              BackupKind.CNPG, Kind.CNPG_SCHEDULE,
              BackupKind.SNAPSHOT, Kind.SNAPSHOT));

  private final SourceRows sources;
  private final RunRows runs;
  private final ReadingRows readings;

  BackupNotes(SourceRows sources, RunRows runs, ReadingRows readings) {
    this.sources = sources;
    this.runs = runs;
    this.readings = readings;
  }

  @Transactional
  public void told(ClusterId cluster, BackupObjects objects) {
    Map<BackupKind, List<UUID>> still = new EnumMap<>(BackupKind.class);
    var now = sources.now();
    for (var source : seen(objects, now)) {
      var known = sources.seen(cluster, source);
      still.computeIfAbsent(source.kind(), _ -> new ArrayList<>()).add(known.id());
      // What other CronJobs do is none of this portal's memory.
      if (known.purpose()) {
        runs.keep(
            known.id(),
            source.runs().stream()
                .filter(run -> run.startedAt().isAfter(now.minus(KEEP)))
                .toList());
      }
    }
    OF.forEach((kind, of) -> {
      var told = objects.of(of).told();
      if (told == Told.ALL || told == Told.NOT_INSTALLED) {
        sources.gone(cluster, kind, still.getOrDefault(kind, List.of()));
      }
    });
    readings.told(cluster, gaps(objects), Store.of(objects));
  }

  private static List<SeenSource> seen(BackupObjects objects, Instant now) {
    return Stream.of(
            CronJobSources.of(objects, now),
            VeleroSources.of(objects, now),
            CnpgSources.of(objects, now),
            SnapshotSources.of(objects, now))
        .flatMap(List::stream)
        .filter(source -> !source.name().isEmpty())
        .toList();
  }

  private static List<Gap> gaps(BackupObjects objects) {
    List<Gap> gaps = new ArrayList<>();
    for (var kind : Kind.values()) {
      var listing = objects.of(kind);
      if (kind.isListed() && listing.told() != Told.ALL) {
        var hides = hides(kind, listing.told());
        // Schedules without the kind of their backups: an installation that is half there.
        var half = hides != null && objects.of(OF.getOrDefault(hides, kind)).told() == Told.ALL;
        gaps.add(
            new Gap(
                hides == null ? "" : hides.slug(),
                listing.why(),
                listing.told() != Told.NOT_INSTALLED || half));
      }
    }
    return gaps;
  }

  /// The sources of which nothing can be said without this kind; null for none. A CronJob says
  /// itself when it last succeeded, and of schedules those that were read are known.
  private static @Nullable BackupKind hides(Kind kind, Told told) {
    return switch (kind) {
      case CRON_JOB -> told == Told.PART ? null : BackupKind.CRON_JOB;
      case VELERO_SCHEDULE -> told == Told.PART ? null : BackupKind.VELERO;
      case CNPG_SCHEDULE -> told == Told.PART ? null : BackupKind.CNPG;
      case VELERO_BACKUP -> BackupKind.VELERO;
      case CNPG_BACKUP -> BackupKind.CNPG;
      case SNAPSHOT -> BackupKind.SNAPSHOT;
      case JOB,
          VELERO_RESTORE,
          VELERO_LOCATION,
          VELERO_SNAPSHOTS,
          CNPG_CLUSTER,
          CLAIM,
          NAMESPACE,
          STATEFUL_SET,
          DEPLOYMENT ->
          null;
    };
  }

  @Transactional
  public void silent(ClusterId cluster, String trouble) {
    readings.silent(cluster, trouble);
  }

  /// Notes that there are no more clusters than these.
  @Transactional
  public void keepOnly(Set<ClusterId> known) {
    var gone = sources.keepOnly(known, Judge.PROOF);
    if (gone > 0) {
      LOG.info("Backups: {} sources are gone with their cluster", gone);
    }
  }

  @Scheduled(cron = "0 23 3 * * *", zone = "UTC")
  void forget() {
    var gone = runs.forget(KEEP);
    if (gone > 0) {
      LOG.info("Backups: {} runs older than {} days are forgotten", gone, KEEP.toDays());
    }
  }
}

package dev.slipway.backups;

import dev.slipway.backups.ReadingRows.Reading;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterView;
import dev.slipway.shell.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes of a row, its runs and what its cluster told a view with its standing.
///
/// @param cluster null for a declared source, and where the cluster was removed
/// @param reading null where the cluster was never asked
record Judge(
    SourceRow row,
    List<BackupRun> runs,
    @Nullable ClusterView cluster,
    @Nullable Reading reading,
    List<ServiceView> services,
    List<EnvironmentView> environments) {

  /// After five minutes without proof nothing is green any more.
  static final Duration PROOF = Duration.ofMinutes(5);

  private record Zone(ZoneId id, String note, String fault) {}

  BackupView at(Instant now) {
    var facts = row.facts();
    var zone = zone();
    Timing timing = null;
    var fault = zone.fault;
    if (!facts.schedule().isEmpty()) {
      try {
        timing = CronText.read(facts.schedule(), dialect(row.kind()), zone.id);
      } catch (IllegalArgumentException unreadable) {
        fault =
            "Its schedule '%s' cannot be read: %s. When it is due is not known."
                .formatted(facts.schedule(), unreadable.getMessage());
      }
    }
    var rpo = row.rpoMinutes();
    var standing =
        new StaleRule(
                row.kind(),
                facts,
                timing,
                fault,
                zone.id,
                row.anchorAt(),
                runs,
                rpo == null ? null : Duration.ofMinutes(rpo),
                unseen(now))
            .at(now);
    return new BackupView(
        row.id(),
        row.kind(),
        row.name(),
        row.namespace(),
        cluster == null ? "" : cluster.slug(),
        services,
        row.services() != null,
        environments,
        facts.schedule(),
        timing == null ? "" : timing.words(),
        zone.id,
        zone.note,
        row.zone(),
        facts.place(),
        row.note(),
        facts.running() == null ? null : facts.running().startedAt(),
        row.anchorAt(),
        row.firstSeenAt(),
        row.seenAt(),
        row.isRetired(),
        row.purposeByHand() ? row.purpose() : null,
        rpo,
        row.editedBy(),
        row.editedAt(),
        row.goneAt() == null ? standing : gone(standing, whyGone(row.goneAt())));
  }

  /// How the fields of its schedule are read.
  static CronText.Dialect dialect(BackupKind kind) {
    return kind == BackupKind.CNPG
        ? CronText.Dialect.SECONDS_FIRST
        : CronText.Dialect.MINUTES_FIRST;
  }

  /// The zone in which its scheduler counts: of the text, of the object, of people, or assumed.
  private Zone zone() {
    var facts = row.facts();
    var fault = "";
    try {
      var ofText = CronText.zone(facts.schedule());
      if (ofText != null) {
        return new Zone(ofText, "named in the schedule", "");
      }
      if (!facts.zone().isEmpty()) {
        return new Zone(ZoneId.of(facts.zone()), "of the object", "");
      }
    } catch (DateTimeException | IllegalArgumentException unknown) {
      fault =
          "Its time zone '%s' is not known, so its scheduler will not start it either."
              .formatted(facts.zone().isEmpty() ? facts.schedule() : facts.zone());
    }
    var declared = row.zone();
    if (declared != null) {
      return new Zone(ZoneId.of(declared), "as declared", fault);
    }
    return new Zone(ZoneOffset.UTC, assumed(), fault);
  }

  private String assumed() {
    return switch (row.kind()) {
      case CRON_JOB -> "assumed: the object names none, and the controller's is not known";
      case VELERO -> "assumed: Velero counts in its server's zone, which is not known";
      case CNPG -> "assumed: the operator counts in its own zone, which is not known";
      case SNAPSHOT, DECLARED -> "as nothing else was said";
    };
  }

  private String unseen(Instant now) {
    if (row.kind() == BackupKind.DECLARED) {
      return "";
    }
    var why =
        reading == null || cluster == null
            ? "Its cluster is not known to this portal any more."
            : reading.whyUnseen(row.kind()).orElse("");
    if (!why.isEmpty()) {
      return why;
    }
    if (row.seenAt().isBefore(now.minus(PROOF)) && row.goneAt() == null) {
      var trouble = reading == null ? "" : reading.trouble();
      return "Not seen since %s%s What it did since is not known."
          .formatted(
              Times.full(row.seenAt(), ZoneOffset.UTC),
              trouble.isEmpty() ? "." : ": " + trouble + ".");
    }
    return "";
  }

  private String whyGone(Instant at) {
    if (row.isRetired()) {
      var by = row.editedBy();
      return "%s retired it, %s: nothing reports in any more, and its name is free again. The audit trail says why."
          .formatted(by == null ? "Somebody" : by, Times.full(at, ZoneOffset.UTC));
    }
    return cluster == null
        ? "Its cluster is not known to this portal any more. It was last seen there %s; what it does since nobody here sees."
            .formatted(Times.full(row.seenAt(), ZoneOffset.UTC))
        : "It is gone from its cluster since %s: nothing makes backups here any more."
            .formatted(Times.full(at, ZoneOffset.UTC));
  }

  private static Standing gone(Standing standing, String why) {
    return new Standing(
        BackupState.NOT_COVERED,
        why,
        standing.lastGood(),
        standing.age(),
        standing.rpo(),
        standing.rpoDeclared(),
        standing.lastDue(),
        null,
        standing.cautions());
  }
}

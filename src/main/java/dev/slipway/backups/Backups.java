package dev.slipway.backups;

import dev.slipway.backups.BackupOverview.Other;
import dev.slipway.backups.Coverage.Kept;
import dev.slipway.backups.ReadingRows.Reading;
import dev.slipway.catalog.ServiceId;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placement;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Whether what is kept could be put back. Asks the database and memory only; no cluster is called.
@Service
public class Backups {

  private static final Comparator<BackupView> WORST_FIRST =
      Comparator.comparing(BackupView::state)
          .thenComparing(
              view -> view.standing().age(), Comparator.nullsFirst(Comparator.reverseOrder()))
          .thenComparing(BackupView::name)
          .thenComparing(BackupView::id);

  private static final int DAYS = 30;

  private final SourceRows sources;
  private final RunRows runs;
  private final ReadingRows readings;
  private final Attachment attachment;
  private final Clusters clusters;

  Backups(
      SourceRows sources,
      RunRows runs,
      ReadingRows readings,
      Attachment attachment,
      Clusters clusters) {
    this.sources = sources;
    this.runs = runs;
    this.readings = readings;
    this.attachment = attachment;
    this.clusters = clusters;
  }

  /// Everything at this moment.
  @Transactional(readOnly = true)
  public BackupOverview overview() {
    var now = sources.now();
    var read = readings.all();
    var names =
        clusters.all().stream().collect(Collectors.toMap(ClusterView::id, Function.identity()));
    var placed = attachment.placed();
    var all = sources.all().stream().filter(row -> !row.isRetired()).toList();
    var views = views(all.stream().filter(SourceRow::purpose).toList(), read, names, placed, now);
    var rows = all.stream().collect(Collectors.toMap(SourceRow::id, Function.identity()));
    var stores = new Coverage(attachment, placed, read, names).stores(views, rows);
    return new BackupOverview(
        views,
        new Findings(stores, views, rows, read, now).all(),
        stores.stream().filter(kept -> kept.by().isEmpty()).map(Kept::uncovered).toList(),
        troubles(read, names),
        all.stream()
            .filter(row -> !row.purpose() && row.goneAt() == null)
            .map(row -> new Other(row.id(), row.name(), where(row, names), row.purposeByHand()))
            .toList());
  }

  /// The sources of one service, worst first.
  @Transactional(readOnly = true)
  public List<BackupView> ofService(ServiceId service) {
    return overview().backups().stream()
        .filter(view -> view.services().stream().anyMatch(each -> each.id().equals(service)))
        .toList();
  }

  /// One source, also where it is no backup.
  ///
  /// @throws DomainFailure NOT_FOUND
  @Transactional(readOnly = true)
  public BackupView byId(UUID id) {
    var row = sources.find(id, false).orElseThrow(Backups::nothing);
    var names =
        clusters.all().stream().collect(Collectors.toMap(ClusterView::id, Function.identity()));
    return views(List.of(row), readings.all(), names, attachment.placed(), sources.now())
        .getFirst();
  }

  /// Runs that ended, newest first.
  @Transactional(readOnly = true)
  public List<BackupRun> runs(UUID id, Duration within, int most) {
    return runs.since(id, sources.now().minus(within), most);
  }

  /// Days of the last thirty on which a run was due and should be over, in the source's own zone.
  public List<LocalDate> dueDays(BackupView backup) {
    var last = backup.standing().lastDue();
    if (last == null) {
      return List.of();
    }
    var timing = CronText.read(backup.schedule(), Judge.dialect(backup.kind()), backup.zone());
    var day = LocalDate.ofInstant(sources.now(), backup.zone()).minusDays(DAYS);
    List<LocalDate> due = new ArrayList<>();
    while (!day.isAfter(LocalDate.ofInstant(last, backup.zone()))) {
      var start = day.atStartOfDay(backup.zone()).toInstant().minusNanos(1);
      var from = start.isAfter(backup.anchorAt()) ? start : backup.anchorAt();
      var end = day.plusDays(1).atStartOfDay(backup.zone()).toInstant();
      var here = day;
      timing
          .next(from, backup.anchorAt())
          .filter(moment -> moment.isBefore(end) && !moment.isAfter(last))
          .ifPresent(_ -> due.add(here));
      day = day.plusDays(1);
    }
    return due;
  }

  static DomainFailure nothing() {
    return new DomainFailure(ProblemType.NOT_FOUND, "There is no such backup.");
  }

  private List<BackupView> views(
      List<SourceRow> rows,
      Map<ClusterId, Reading> read,
      Map<ClusterId, ClusterView> names,
      Map<ClusterId, List<Placement>> placed,
      Instant now) {
    var newest = runs.newest(rows.stream().map(SourceRow::id).toList());
    return rows.stream()
        .map(row -> {
          var reading = of(row, read);
          var stores = reading == null ? List.<Store>of() : reading.stores();
          var services = attachment.of(row, placed, stores);
          return new Judge(
                  row,
                  newest.getOrDefault(row.id(), List.of()),
                  of(row, names),
                  reading,
                  services,
                  attachment.environments(row, placed, services))
              .at(now);
        })
        .sorted(WORST_FIRST)
        .toList();
  }

  private static <T> @Nullable T of(SourceRow row, Map<ClusterId, T> known) {
    var cluster = row.cluster();
    return cluster == null ? null : known.get(cluster);
  }

  private static String where(SourceRow row, Map<ClusterId, ClusterView> names) {
    var cluster = of(row, names);
    return (cluster == null ? "" : cluster.slug() + ", ") + row.namespace();
  }

  private static List<String> troubles(
      Map<ClusterId, Reading> read, Map<ClusterId, ClusterView> names) {
    return names.values().stream()
        .sorted(Comparator.comparing(ClusterView::slug))
        .flatMap(cluster -> {
          var reading = read.get(cluster.id());
          if (reading == null) {
            return Stream.of(cluster.slug() + " was not asked yet.");
          }
          if (!reading.trouble().isEmpty()) {
            return Stream.of(cluster.slug() + ": " + reading.trouble());
          }
          return reading.gaps().stream()
              .filter(ReadingRows.Gap::installed)
              .map(gap -> cluster.slug() + ": " + gap.why());
        })
        .filter(Objects::nonNull)
        .toList();
  }
}

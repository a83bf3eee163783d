package dev.slipway.backups;

import dev.slipway.backups.ReadingRows.Reading;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What copies each store. Only what services are placed on is asked after, and databases that an
/// operator keeps: what others run on a shared cluster is not this portal's to judge.
record Coverage(
    Attachment attachment,
    Map<ClusterId, List<Placement>> placed,
    Map<ClusterId, Reading> readings,
    Map<ClusterId, ClusterView> names) {

  /// A store with what copies its content.
  ///
  /// @param by worst first; empty where nothing does
  /// @param why nothing does; empty where something does
  record Kept(
      Store store,
      ClusterView cluster,
      @Nullable ServiceView service,
      @Nullable EnvironmentView environment,
      List<BackupView> by,
      String why) {

    String workload() {
      return store.kind() + " " + store.namespace() + "/" + store.name();
    }

    UncoveredStore uncovered() {
      return new UncoveredStore(service, environment, cluster.slug(), workload(), why);
    }
  }

  /// All stores, by cluster and name.
  List<Kept> stores(List<BackupView> views, Map<UUID, SourceRow> rows) {
    List<Kept> found = new ArrayList<>();
    readings.forEach((cluster, reading) -> {
      var name = names.get(cluster);
      if (name != null) {
        for (var store : reading.stores()) {
          var placement = placement(cluster, store);
          if (placement.isPresent() || store.kind().equals("Cluster")) {
            found.add(kept(store, name, placement.orElse(null), views, rows));
          }
        }
      }
    });
    return found.stream()
        .sorted(
            Comparator.<Kept, String>comparing(kept -> kept.cluster().slug())
                .thenComparing(Kept::workload))
        .toList();
  }

  private Optional<Placement> placement(ClusterId cluster, Store store) {
    return placed.getOrDefault(cluster, List.of()).stream()
        .filter(placement -> Attachment.isOn(placement, store))
        .findFirst();
  }

  private Kept kept(
      Store store,
      ClusterView cluster,
      @Nullable Placement placement,
      List<BackupView> views,
      Map<UUID, SourceRow> rows) {
    List<BackupView> by = new ArrayList<>();
    List<String> less = new ArrayList<>();
    for (var view : views) {
      var row = rows.get(view.id());
      if (row != null
          && row.goneAt() == null
          && concerns(row, view, store, cluster.id(), placement)) {
        var lacks = lacks(view, row, store);
        if (lacks.isEmpty()) {
          by.add(view);
        } else {
          less.add(lacks);
        }
      }
    }
    return new Kept(
        store,
        cluster,
        placement == null ? null : attachment.service(placement).orElse(null),
        placement == null ? null : attachment.environment(placement).orElse(null),
        by,
        by.isEmpty() ? why(store, less) : "");
  }

  /// Why a source that concerns a store does not hold its content; empty where it does.
  private static String lacks(BackupView view, SourceRow row, Store store) {
    if (view.kind() == BackupKind.SNAPSHOT) {
      return "Snapshots only: they are in the same storage as the volume.";
    }
    if (view.kind() == BackupKind.DECLARED && view.standing().lastGood() == null) {
      return "%s is said to copy it. No object of the cluster does, and nothing has reported a good run."
          .formatted(view.name());
    }
    if (!row.facts().volumes()) {
      return "Velero keeps its objects only, not the content of its volumes.";
    }
    return view.kind() == BackupKind.VELERO && store.claims().isEmpty()
        ? "Velero covers its namespace, but it keeps no volume: its data ends with its pods."
        : "";
  }

  private static String why(Store store, List<String> less) {
    if (!less.isEmpty()) {
      return less.getFirst();
    }
    return store.claims().isEmpty()
        ? "Nothing copies it, and it keeps no volume: its data ends with its pods."
        : "Nothing copies it.";
  }

  private static boolean concerns(
      SourceRow row,
      BackupView view,
      Store store,
      ClusterId cluster,
      @Nullable Placement placement) {
    if (row.cluster() != null && !row.cluster().equals(cluster)) {
      return false;
    }
    if (row.kind() == BackupKind.VELERO && row.services() == null) {
      return row.facts().covers(store.namespace()) && row.facts().selects(store.labels());
    }
    if (row.kind() == BackupKind.CNPG && store.kind().equals("Cluster")) {
      return row.namespace().equals(store.namespace()) && row.facts().target().equals(store.name());
    }
    var isNear =
        row.cluster() == null
            || row.kind() == BackupKind.VELERO
            || row.namespace().equals(store.namespace());
    return isNear
        && placement != null
        && view.services().stream().anyMatch(service -> service.id().equals(placement.service()));
  }
}

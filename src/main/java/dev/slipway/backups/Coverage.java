package dev.slipway.backups;

import dev.slipway.backups.ReadingRows.Reading;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which stores have no backup. Only what services are placed on is asked after, and databases that
/// an operator keeps: what others run on a shared cluster is not this portal's to judge.
record Coverage(
    Attachment attachment,
    Map<ClusterId, List<Placement>> placed,
    Map<ClusterId, Reading> readings,
    Map<ClusterId, ClusterView> names) {

  List<UncoveredStore> uncovered(List<BackupView> views, List<SourceRow> rows) {
    Map<UUID, SourceRow> byId =
        rows.stream().collect(Collectors.toMap(SourceRow::id, Function.identity()));
    List<UncoveredStore> found = new ArrayList<>();
    readings.forEach((cluster, reading) -> {
      var name = names.get(cluster);
      if (name != null) {
        for (var store : reading.stores()) {
          var placement = placement(cluster, store);
          if (placement.isPresent() || store.kind().equals("Cluster")) {
            var why = why(store, cluster, placement.orElse(null), views, byId);
            if (why != null) {
              found.add(view(store, name, placement.orElse(null), why));
            }
          }
        }
      }
    });
    return found.stream()
        .sorted(
            Comparator.comparing(UncoveredStore::clusterSlug)
                .thenComparing(UncoveredStore::workload))
        .toList();
  }

  private Optional<Placement> placement(ClusterId cluster, Store store) {
    return placed.getOrDefault(cluster, List.of()).stream()
        .filter(placement -> Attachment.isOn(placement, store))
        .findFirst();
  }

  private UncoveredStore view(
      Store store, ClusterView cluster, @Nullable Placement placement, String why) {
    return new UncoveredStore(
        placement == null ? null : attachment.service(placement).orElse(null),
        placement == null ? null : attachment.environment(placement).orElse(null),
        cluster.slug(),
        store.kind() + " " + store.namespace() + "/" + store.name(),
        why);
  }

  /// Why nothing protects it, or null where something does.
  private @Nullable String why(
      Store store,
      ClusterId cluster,
      @Nullable Placement placement,
      List<BackupView> views,
      Map<UUID, SourceRow> byId) {
    var snapshots = false;
    var objectsOnly = false;
    for (var view : views) {
      var row = byId.get(view.id());
      if (row == null || row.goneAt() != null || !concerns(row, view, store, cluster, placement)) {
        continue;
      }
      if (view.kind() == BackupKind.SNAPSHOT) {
        snapshots = true;
      } else if (!row.facts().volumes()) {
        objectsOnly = true;
      } else if (view.kind() != BackupKind.VELERO || !store.claims().isEmpty()) {
        return null;
      } else {
        return "Velero covers its namespace, but it keeps no volume: its data ends with its pods.";
      }
    }
    if (objectsOnly) {
      return "Velero keeps its objects only, not the content of its volumes.";
    }
    if (snapshots) {
      return "Snapshots only: they are in the same storage as the volume.";
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
      return row.facts().covers(store.namespace());
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

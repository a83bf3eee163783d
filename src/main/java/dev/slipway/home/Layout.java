package dev.slipway.home;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which services and environments there are and where they meet. Replaced whole when the catalog
/// or a placement changes, which is rare.
///
/// @param services by system, the most important first
/// @param used clusters that carry something of an environment
/// @param drawn rows over all environments, kept until one of their cells changes
record Layout(
    List<EnvironmentView> environments,
    List<ServiceView> services,
    Map<ServiceId, ServiceView> byId,
    Map<ServiceId, List<@Nullable Placement>> rows,
    Map<PlacementId, Placement> placements,
    Map<WorkloadRef, Placement> workloads,
    Map<ClusterId, List<Placement>> clusters,
    Map<EnvironmentId, Set<ClusterId>> used,
    Map<ServiceId, MatrixView.Row> drawn) {

  private static final Comparator<ServiceView> ORDER =
      Comparator.comparing(ServiceView::systemName)
          .thenComparingInt(ServiceView::tier)
          .thenComparing(ServiceView::slug);

  static final Layout EMPTY = of(List.of(), List.of(), List.of());

  static Layout of(
      List<EnvironmentView> environments, List<ServiceView> services, List<Placement> placements) {
    Map<EnvironmentId, Integer> columns = new HashMap<>();
    environments.forEach(environment -> columns.put(environment.id(), columns.size()));
    var known = services.stream().map(ServiceView::id).collect(toSet());
    Map<ServiceId, List<@Nullable Placement>> rows = new HashMap<>();
    Map<PlacementId, Placement> byId = new HashMap<>();
    Map<WorkloadRef, Placement> byWorkload = new HashMap<>();
    Map<ClusterId, List<Placement>> byCluster = new HashMap<>();
    Map<EnvironmentId, Set<ClusterId>> used = new HashMap<>();
    for (var placement : placements) {
      var column = columns.get(placement.environment());
      if (column == null || !known.contains(placement.service())) {
        continue;
      }
      rows.computeIfAbsent(placement.service(), _ -> emptyRow(columns.size()))
          .set(column, placement);
      byId.put(placement.id(), placement);
      byWorkload.put(placement.workload(), placement);
      used.computeIfAbsent(placement.environment(), _ -> new HashSet<>())
          .add(placement.workload().cluster());
      byCluster
          .computeIfAbsent(placement.workload().cluster(), _ -> new ArrayList<>())
          .add(placement);
    }
    return new Layout(
        environments,
        services.stream().sorted(ORDER).toList(),
        services.stream().collect(toMap(ServiceView::id, identity())),
        rows,
        byId,
        byWorkload,
        byCluster,
        used,
        new ConcurrentHashMap<>());
  }

  private static List<@Nullable Placement> emptyRow(int columns) {
    List<@Nullable Placement> row = new ArrayList<>(columns);
    for (var column = 0; column < columns; column++) {
      row.add(null);
    }
    return row;
  }

  List<@Nullable Placement> row(ServiceId service) {
    var row = rows.get(service);
    return row == null ? emptyRow(environments.size()) : row;
  }

  ServiceView service(ServiceId id) {
    return Objects.requireNonNull(byId.get(id));
  }

  EnvironmentView environment(EnvironmentId id) {
    return environments.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }
}

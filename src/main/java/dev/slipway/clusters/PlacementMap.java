package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.shell.AfterCommit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// All placements in memory: every page and every change in a cluster asks for them.
@Component
class PlacementMap {

  private final PlacementRepository repository;
  private volatile @Nullable Snapshot snapshot;

  PlacementMap(PlacementRepository repository) {
    this.repository = repository;
  }

  /// What was in the table at one moment.
  record Snapshot(
      String stamp,
      List<Placement> all,
      Map<PlacementId, Placement> byId,
      Map<WorkloadRef, Placement> byWorkload,
      Map<ServiceId, List<Placement>> byService) {

    Optional<Placement> at(ServiceId service, EnvironmentId environment) {
      return ofService(service).stream()
          .filter(placement -> placement.environment().equals(environment))
          .findFirst();
    }

    Optional<Placement> byId(PlacementId id) {
      return Optional.ofNullable(byId.get(id));
    }

    Optional<Placement> of(WorkloadRef workload) {
      return Optional.ofNullable(byWorkload.get(workload));
    }

    List<Placement> ofService(ServiceId service) {
      return byService.getOrDefault(service, List.of());
    }
  }

  Snapshot now() {
    var known = snapshot;
    return known == null ? load() : known;
  }

  /// Reads again if the table has changed, also by another replica.
  void refresh() {
    var known = snapshot;
    if (known == null || !known.stamp().equals(repository.stamp())) {
      load();
    }
  }

  void refreshAfterCommit() {
    AfterCommit.run("Reading the placements anew", this::load);
  }

  private synchronized Snapshot load() {
    var stamp = repository.stamp();
    var all = List.copyOf(repository.all());
    Map<PlacementId, Placement> byId = new HashMap<>();
    Map<WorkloadRef, Placement> byWorkload = new HashMap<>();
    Map<ServiceId, List<Placement>> byService = new HashMap<>();
    for (var placement : all) {
      byId.put(placement.id(), placement);
      byWorkload.put(placement.workload(), placement);
      byService.merge(
          placement.service(),
          List.of(placement),
          (left, right) -> Stream.concat(left.stream(), right.stream()).toList());
    }
    var loaded = new Snapshot(stamp, all, byId, byWorkload, byService);
    snapshot = loaded;
    return loaded;
  }
}

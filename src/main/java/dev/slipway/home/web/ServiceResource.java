package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceSearch;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.home.Matrix;
import dev.slipway.home.Observed;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Services with their placements, and what runs there, for scripts.
@RestController
class ServiceResource {

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Clusters clusters;
  private final LiveWorkloads workloads;
  private final Matrix matrix;

  ServiceResource(
      Services services,
      Environments environments,
      Placements placements,
      Clusters clusters,
      LiveWorkloads workloads,
      Matrix matrix) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.clusters = clusters;
    this.workloads = workloads;
    this.matrix = matrix;
  }

  @GetMapping("/api/v1/services")
  @Requires(Permission.VIEW)
  Page<ServiceItem> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String team,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return services
        .search(new ServiceSearch(q, system, team, cursor, Page.limit(limit)))
        .map(this::item);
  }

  @GetMapping("/api/v1/services/{service}")
  @Requires(Permission.VIEW)
  ServiceItem one(@PathVariable String service) {
    return item(services.require(service));
  }

  @GetMapping("/api/v1/workloads")
  @Requires(Permission.VIEW)
  Page<WorkloadItem> workloads(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String environment,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    var after = position(cursor);
    var found =
        service.isEmpty() ? placements.all() : placements.ofService(services.require(service).id());
    var stage =
        environment.isEmpty()
            ? Optional.<EnvironmentView>empty()
            : Optional.of(environments.require(environment));
    return page(
        found.stream()
            .filter(placed -> stage.isEmpty() || placed.environment().equals(stage.get().id()))
            .filter(placed -> after == null || placed.id().value().compareTo(after) > 0)
            .sorted(Comparator.comparing(placed -> placed.id().value()))
            .toList(),
        Page.limit(limit));
  }

  private Page<WorkloadItem> page(List<Placement> placed, int limit) {
    var items = new ArrayList<WorkloadItem>();
    var last = "";
    for (var placement : placed) {
      var item = workload(placement);
      if (item.isPresent() && items.size() == limit) {
        return new Page<>(items, last);
      }
      item.ifPresent(items::add);
      last = placement.id().value().toString();
    }
    return Page.last(items);
  }

  private static @Nullable UUID position(@Nullable String cursor) {
    try {
      return cursor == null || cursor.isEmpty() ? null : UUID.fromString(cursor);
    } catch (IllegalArgumentException _) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "The cursor is not one that this list gave. Start again.");
    }
  }

  private ServiceItem item(ServiceView service) {
    return ServiceItem.of(
        service,
        placements.ofService(service.id()).stream()
            .flatMap(placement -> placement(placement).stream())
            .toList());
  }

  private Optional<ServiceItem.PlacementItem> placement(Placement placement) {
    var workload = placement.workload();
    return environments
        .byId(placement.environment())
        .map(environment ->
            new ServiceItem.PlacementItem(
                environment.slug(),
                cluster(placement),
                workload.namespace(),
                workload.kind().kubernetes(),
                workload.name(),
                placement.container()));
  }

  private Optional<WorkloadItem> workload(Placement placement) {
    var place = matrix.placeOf(placement.id());
    return place.map(at -> workload(placement, at, matrix.observed(placement)));
  }

  private WorkloadItem workload(Placement placement, Matrix.Place at, Observed seen) {
    Optional<WorkloadState> live = workloads.state(placement.workload());
    return new WorkloadItem(
        at.service(),
        at.environment(),
        cluster(placement),
        placement.workload().namespace(),
        placement.workload().kind().kubernetes(),
        placement.workload().name(),
        WorkloadItem.VersionItem.of(seen),
        replicas(seen, live),
        WorkloadItem.word(seen.rollout()),
        lost(seen) ? "unknown" : WorkloadItem.word(seen.health()),
        seen.reason(),
        live.map(WorkloadState::owners).orElse(List.of()).stream()
            .map(WorkloadItem.OwnerItem::of)
            .toList(),
        seen.freshness().asOf(),
        !seen.isLive());
  }

  private static boolean lost(Observed seen) {
    return seen.freshness().state() == Freshness.State.LOST;
  }

  private static WorkloadItem.Replicas replicas(Observed seen, Optional<WorkloadState> live) {
    return seen.seen()
        ? new WorkloadItem.Replicas(
            seen.desired(),
            seen.ready(),
            live.map(WorkloadState::updated).orElse(null),
            live.map(WorkloadState::available).orElse(null))
        : new WorkloadItem.Replicas(null, null, null, null);
  }

  private String cluster(Placement placement) {
    return clusters.byId(placement.workload().cluster()).map(ClusterView::slug).orElse("unknown");
  }
}

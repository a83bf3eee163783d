package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.spi.Twin;
import dev.slipway.home.Matrix;
import dev.slipway.home.Offers;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Finds a service in an environment and what may be seen of it.
@Component
class CellReader {

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Clusters clusters;
  private final LiveWorkloads workloads;
  private final Matrix matrix;
  private final Offers offers;
  private final OpenNotices notices;
  private final Access access;
  private final Clock clock;

  CellReader(
      Services services,
      Environments environments,
      Placements placements,
      Clusters clusters,
      LiveWorkloads workloads,
      Matrix matrix,
      Offers offers,
      OpenNotices notices,
      Access access,
      Clock clock) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.clusters = clusters;
    this.workloads = workloads;
    this.matrix = matrix;
    this.offers = offers;
    this.notices = notices;
    this.access = access;
    this.clock = clock;
  }

  ServiceView service(String slug) {
    return services.require(slug);
  }

  EnvironmentView environment(String slug) {
    return environments.require(slug);
  }

  Optional<Placement> placement(ServiceView service, EnvironmentView environment) {
    return placements.at(service.id(), environment.id());
  }

  Placement placed(String service, String environment) {
    var found = placement(service(service), environment(environment));
    return found.orElseThrow(() ->
        new DomainFailure(
            ProblemType.NOT_FOUND, service + " is not placed in " + environment + "."));
  }

  /// What is shown where the service does not run.
  NotPlacedPage empty(ServiceView service, EnvironmentView environment, Actor actor) {
    return new NotPlacedPage(
        service,
        environment,
        access.permits(actor, Permission.SERVICE_EDIT, scope(service, environment)),
        placements.takenOff(service.id(), environment.id()).orElse(null));
  }

  /// Another placement of the same workload, under another name of its API server.
  private String twin(Placement placement) {
    var workload = placement.workload();
    return clusters.sameServer(workload.cluster()).stream()
        .flatMap(other ->
            placements
                .of(
                    new WorkloadRef(
                        other.id(), workload.namespace(), workload.kind(), workload.name()))
                .stream())
        .findFirst()
        .flatMap(other -> placements.twin(placement.id()))
        .map(Twin::words)
        .orElse("");
  }

  CellPage page(
      ServiceView service, EnvironmentView environment, Placement placement, Actor actor) {
    var cell = matrix.cell(placement.id()).orElseThrow();
    return new CellPage(
        service,
        environment,
        placement,
        clusters.byId(placement.workload().cluster()).orElse(null),
        cell,
        workloads.state(placement.workload()).orElse(null),
        workloads.freshnessOf(placement.workload()),
        offers.on(service, environment, placement, actor),
        offers.boundsHref(service, environment, placement),
        notices.open(placement.id(), "").orElse(null),
        notices.freeze(service, environment, "").orElse(null),
        notices
            .paused(placement, service, environment, mayPlan(service, environment, actor))
            .orElse(null),
        whyNoLogs(service, environment, actor),
        placements.mayChange(actor, service, environment),
        twin(placement),
        clock.instant());
  }

  void requireLogs(ServiceView service, EnvironmentView environment, Actor actor) {
    var subject =
        Subject.of("service", service.slug(), service.name())
            .in(service.slug(), environment.slug());
    access.require(actor, Permission.LOGS_VIEW, scope(service, environment), subject);
  }

  boolean mayReadLogs(ServiceView service, EnvironmentView environment, Actor actor) {
    return access.permits(actor, Permission.LOGS_VIEW, scope(service, environment));
  }

  boolean mayPlan(ServiceView service, EnvironmentView environment, Actor actor) {
    return access.permits(actor, Permission.CHANGE_PLAN, scope(service, environment));
  }

  private String whyNoLogs(ServiceView service, EnvironmentView environment, Actor actor) {
    if (mayReadLogs(service, environment, actor)) {
      return "";
    }
    var people =
        access.whoMay(Permission.LOGS_VIEW, scope(service, environment)).stream()
            .limit(3)
            .map(PersonSummary::name)
            .collect(Collectors.joining(", "));
    return people.isEmpty()
        ? "You may not read logs here, and nobody else may yet."
        : "You may not read logs here. " + people + " may.";
  }

  private static Scope scope(ServiceView service, EnvironmentView environment) {
    return Scope.of(service.team(), environment.environmentClass());
  }
}

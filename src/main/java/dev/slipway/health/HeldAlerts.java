package dev.slipway.health;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.health.AlertMapping.Candidate;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.ObjectiveSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Lays what was told of alerts beside the services that there are.
@Component
class HeldAlerts {

  private final AlertRows rows;
  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final ApplicationEventPublisher events;
  private volatile AlertBoard board = AlertBoard.EMPTY;

  HeldAlerts(
      AlertRows rows,
      Services services,
      Environments environments,
      Placements placements,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.events = events;
  }

  AlertBoard now() {
    return board;
  }

  /// Reads anew what was told.
  AlertBoard read(Map<Budgets.Place, BudgetStanding> budgets) {
    var byId =
        services.all().stream().collect(Collectors.toMap(ServiceView::id, Function.identity()));
    var stages =
        environments.all().stream()
            .collect(Collectors.toMap(EnvironmentView::id, Function.identity()));
    var candidates =
        placements.all().stream()
            .flatMap(placement -> {
              var service = byId.get(placement.service());
              var environment = stages.get(placement.environment());
              return Optional.ofNullable(
                  service == null || environment == null
                      ? null
                      : candidate(placement, service, environment, budgets))
                  .stream();
            })
            .toList();
    var next = AlertRules.board(rows.all(), new AlertMapping(candidates), budgets.values());
    var before = board;
    board = next;
    if (!said(before).equals(said(next))) {
      events.publishEvent(
          new AlertsChanged(
              Stream.concat(before.lines().stream(), next.lines().stream())
                  .flatMap(line -> line.places().stream())
                  .map(AlertLine.At::service)
                  .collect(Collectors.toSet())));
    }
    return next;
  }

  /// What people read of it, but for how old it is.
  private static List<Object> said(AlertBoard board) {
    return Stream.<Object>concat(
            board.lines().stream()
                .map(line ->
                    List.of(
                        line.name(), line.state(), line.labels(), line.places(), line.silences())),
            board.blind().stream())
        .toList();
  }

  private static Candidate candidate(
      Placement placement,
      ServiceView service,
      EnvironmentView environment,
      Map<Budgets.Place, BudgetStanding> budgets) {
    var standing = budgets.get(new Budgets.Place(service.id(), environment.id()));
    return new Candidate(
        service.slug(),
        service.name(),
        environment.slug(),
        environment.id().value(),
        placement.workload().kind(),
        placement.workload().namespace(),
        placement.workload().name(),
        standing == null
            ? Set.of()
            : standing.objectives().stream()
                .map(ObjectiveSummary::name)
                .collect(Collectors.toSet()));
  }
}

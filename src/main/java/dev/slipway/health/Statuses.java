package dev.slipway.health;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.health.StatusRows.Place;
import dev.slipway.kernel.Page;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// How services are now, and how they were. Asks memory and the database only: no cluster and no
/// datasource is called.
@Service
public class Statuses {

  private static final Duration GAPS = Duration.ofDays(30);

  private final HeldStatuses held;
  private final StatusRows rows;
  private final HeldAlerts alerts;

  Statuses(HeldStatuses held, StatusRows rows, HeldAlerts alerts) {
    this.held = held;
    this.alerts = alerts;
    this.rows = rows;
  }

  /// Every service in every environment where it has a placement, worst first.
  public List<ServiceStatus> all() {
    return held.now().all();
  }

  /// A service in all environments, worst first.
  public List<ServiceStatus> ofService(ServiceId service) {
    return all().stream().filter(status -> status.service().id().equals(service)).toList();
  }

  /// Empty where the service has no placement.
  public Optional<ServiceStatus> at(ServiceId service, EnvironmentId environment) {
    return Optional.ofNullable(
        held.now().byPlace().get(new Place(service.value(), environment.value())));
  }

  /// What fires, what waits to fire, and what watches nothing; at most half a minute old while its
  /// datasources answer.
  public AlertBoard alerts() {
    held.now();
    return alerts.now();
  }

  /// The systems of these services, worst first. Of equals the one with more in its worst state.
  public List<SystemStatus> systems(Collection<ServiceStatus> of) {
    return of.stream()
        .collect(Collectors.groupingBy(status -> status.service().systemSlug()))
        .values()
        .stream()
        .map(services -> {
          var any = services.getFirst().service();
          return SystemStatus.of(any.systemSlug(), any.systemName(), services);
        })
        .sorted(
            Comparator.comparing(SystemStatus::worst)
                .thenComparing(system -> system.counts().getOrDefault(system.worst(), 0L))
                .reversed()
                .thenComparing(SystemStatus::slug))
        .toList();
  }

  /// Changes of a service that lasted, newest first.
  ///
  /// @param environment null for all of them
  /// @param cursor id of the last one of the page before; null for the first page
  @Transactional(readOnly = true)
  public Page<StatusChange> changes(
      ServiceId service, @Nullable EnvironmentId environment, @Nullable UUID cursor, int limit) {
    var most = Page.limit(limit);
    var found =
        rows.changes(
            service.value(), environment == null ? null : environment.value(), cursor, most + 1);
    return found.size() <= most
        ? Page.last(found)
        : new Page<>(found.subList(0, most), found.get(most - 1).id().toString());
  }

  /// Times of the last thirty days in which nobody looked, newest first.
  @Transactional(readOnly = true)
  public List<Gap> gaps() {
    return rows.gaps(GAPS);
  }
}

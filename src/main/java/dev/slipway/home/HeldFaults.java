package dev.slipway.home;

import dev.slipway.clusters.Placement;
import dev.slipway.health.HealthState;
import dev.slipway.health.ServiceStatus;
import dev.slipway.health.StatusFact.Source;
import dev.slipway.health.StatusesChanged;
import dev.slipway.slo.Budgets.Place;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What objectives, alerts and resources say of services whose pods are well, so that a cell says
/// of a service what its health says.
@Component
class HeldFaults {

  private final HeldBudgets budgets;
  private final ApplicationEventPublisher events;
  private final Map<Place, Fault> faults = new ConcurrentHashMap<>();

  HeldFaults(HeldBudgets budgets, ApplicationEventPublisher events) {
    this.budgets = budgets;
    this.events = events;
  }

  /// @param since when it became so; null where nobody can tell
  record Fault(String reason, @Nullable Instant since) {}

  /// A cell with what is known beside its pods.
  Cell beside(Placement placement, Cell cell) {
    var place = new Place(placement.service(), placement.environment());
    return cell.with(budgets.word(place.service(), place.environment())).with(faults.get(place));
  }

  @EventListener
  void on(StatusesChanged event) {
    Set<Place> different = new HashSet<>();
    for (var status : event.statuses()) {
      var place = new Place(status.service().id(), status.environment().id());
      var fault = fault(status);
      var before = fault == null ? faults.remove(place) : faults.put(place, fault);
      if (!Objects.equals(before, fault)) {
        different.add(place);
      }
    }
    if (!different.isEmpty()) {
      events.publishEvent(new BesidesShown(different));
    }
  }

  /// Of the workload the cell knows more itself.
  private static @Nullable Fault fault(ServiceStatus status) {
    return status.facts().stream()
        .filter(fact -> fact.counts() && fact.source() != Source.WORKLOAD)
        .filter(fact -> fact.state().compareTo(HealthState.DEGRADED) >= 0)
        .findFirst()
        .map(fact ->
            new Fault(
                fact.reason(), fact.equals(status.deciding()) ? status.since() : fact.since()))
        .orElse(null);
  }
}

package dev.slipway.health;

import dev.slipway.catalog.CatalogRefreshed;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.LastKnown;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.health.AlertLine.At;
import dev.slipway.health.StatusRows.Place;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.StandingChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Holds every status, judged anew within two seconds of whatever changed, so that a page only
/// picks its rows. Every replica judges for itself.
@Component
class HeldStatuses {

  /// What the database knows is read again after this long, whoever changed it.
  private static final Duration READ_AGAIN = Duration.ofSeconds(10);

  private static final Comparator<ServiceStatus> WORST_FIRST =
      Comparator.comparing(ServiceStatus::state)
          .reversed()
          .thenComparing(status -> status.environment().rank(), Comparator.reverseOrder())
          .thenComparingInt(status -> status.service().tier())
          .thenComparing(status -> status.service().slug())
          .thenComparing(status -> status.environment().slug());

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final LiveWorkloads workloads;
  private final Budgets budgets;
  private final HeldAlerts alerts;
  private final HeldResources resources;
  private final StatusRows rows;
  private final ApplicationEventPublisher events;
  private final Map<Place, KeptStatus> kept = new ConcurrentHashMap<>();
  private final AtomicBoolean allMoved = new AtomicBoolean();
  private final AtomicBoolean budgetsMoved = new AtomicBoolean();
  private volatile boolean changed = true;
  private volatile @Nullable Held held;
  private @Nullable Read read;

  HeldStatuses(
      Services services,
      Environments environments,
      Placements placements,
      LiveWorkloads workloads,
      Budgets budgets,
      HeldAlerts alerts,
      HeldResources resources,
      StatusRows rows,
      ApplicationEventPublisher events) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.workloads = workloads;
    this.budgets = budgets;
    this.alerts = alerts;
    this.resources = resources;
    this.rows = rows;
    this.events = events;
  }

  /// All of one moment.
  ///
  /// @param all worst first; of equals production first
  record Held(List<ServiceStatus> all, Map<Place, ServiceStatus> byPlace) {}

  /// What the database told.
  private record Read(
      Map<Budgets.Place, BudgetStanding> budgets,
      Map<PlacementId, LastKnown> last,
      Map<At, List<StatusFact>> alerts,
      Map<At, List<StatusFact>> resources,
      long at) {

    /// Only the budgets anew; the rest is as old as it was.
    Read with(Map<Budgets.Place, BudgetStanding> moved) {
      return new Read(moved, last, alerts, resources, at);
    }

    boolean isOld() {
      return System.nanoTime() - at > READ_AGAIN.toNanos();
    }
  }

  Held now() {
    var known = held;
    return known == null ? look() : known;
  }

  /// What is believed of a place; null before anything was written.
  @Nullable KeptStatus kept(Place place) {
    return kept.get(place);
  }

  void keep(List<KeptStatus> rows) {
    if (!rows.isEmpty()) {
      rows.forEach(row -> kept.put(StatusRows.place(row), row));
      changed = true;
    }
  }

  boolean isChanged() {
    return changed;
  }

  @EventListener
  void on(ResourcesChanged news) {
    readAgain();
  }

  @EventListener({WorkloadChanged.class, FreshnessChanged.class, CatalogRefreshed.class})
  void somethingChanged() {
    changed = true;
  }

  /// Once it is committed, because the next look reads it on another connection. Most evaluations
  /// find nothing that anybody reads, and nothing is judged anew for those.
  @TransactionalEventListener
  void on(StandingChanged event) {
    if (event.shows()) {
      budgetsMoved.set(true);
      changed = true;
    }
  }

  /// What the database and the clusters' readings know is read again with the next look.
  void readAgain() {
    allMoved.set(true);
    changed = true;
  }

  /// Judges everything anew and tells what people read differently now.
  Held look() {
    var news = new ArrayList<ServiceStatus>();
    var next = judged(news);
    if (!news.isEmpty()) {
      events.publishEvent(new StatusesChanged(news));
    }
    return next;
  }

  private synchronized Held judged(List<ServiceStatus> news) {
    // Before the judging: what comes meanwhile is for the next look.
    changed = false;
    var facts = read();
    var byId =
        services.all().stream().collect(Collectors.toMap(ServiceView::id, Function.identity()));
    var stages =
        environments.all().stream()
            .collect(Collectors.toMap(EnvironmentView::id, Function.identity()));
    Map<Place, ServiceStatus> statuses = new HashMap<>();
    for (var placement : placements.all()) {
      var service = byId.get(placement.service());
      var environment = stages.get(placement.environment());
      if (service != null && environment != null) {
        var place = new Place(service.id().value(), environment.id().value());
        statuses.put(place, status(placement, service, environment, place, facts));
      }
    }
    var before = held;
    statuses.forEach((place, status) -> {
      var old = before == null ? null : before.byPlace().get(place);
      if (old == null || !old.says(status)) {
        news.add(status);
      }
    });
    kept.keySet().retainAll(statuses.keySet());
    var next = new Held(statuses.values().stream().sorted(WORST_FIRST).toList(), statuses);
    held = next;
    return next;
  }

  /// Under the lock of the judging. The flags fall before the reading: what comes meanwhile is for
  /// the next look.
  private Read read() {
    var all = allMoved.getAndSet(false);
    var some = budgetsMoved.getAndSet(false);
    var known = read;
    var next =
        known == null || all || known.isOld()
            ? readAll()
            : some ? known.with(budgets.all()) : known;
    read = next;
    return next;
  }

  private Read readAll() {
    var standings = budgets.all();
    return new Read(
        standings,
        workloads.lastKnown().stream()
            .collect(Collectors.toMap(LastKnown::placement, Function.identity())),
        AlertFacts.of(alerts.read(standings), rows.now()),
        resources.facts(),
        System.nanoTime());
  }

  private ServiceStatus status(
      Placement placement,
      ServiceView service,
      EnvironmentView environment,
      Place place,
      Read known) {
    List<StatusFact> facts = new ArrayList<>();
    facts.add(workload(placement, service, environment, known));
    var standing = known.budgets().get(new Budgets.Place(service.id(), environment.id()));
    if (standing != null) {
      standing.objectives().stream()
          .filter(BudgetFacts::count)
          .map(BudgetFacts::of)
          .forEach(facts::add);
    }
    var at = new At(service.slug(), environment.slug());
    facts.addAll(known.alerts().getOrDefault(at, List.of()));
    facts.addAll(known.resources().getOrDefault(at, List.of()));
    var status = ServiceStatus.of(service, environment, facts);
    var believed = kept.get(place);
    var since = believed == null ? null : believed.since(status.state());
    return since == null ? status : status.since(since);
  }

  private StatusFact workload(
      Placement placement, ServiceView service, EnvironmentView environment, Read known) {
    var ref = placement.workload();
    Freshness freshness = workloads.freshnessOf(ref);
    return WorkloadFacts.of(
        placement,
        workloads.state(ref).orElse(null),
        freshness,
        known.last().get(placement.id()),
        "/services/" + service.slug() + "/env/" + environment.slug());
  }
}

package dev.slipway.home;

import dev.slipway.catalog.CatalogRefreshed;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.kernel.PortalEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Holds the cell of every placement, kept up by events, so that a page only picks its rows. Tells
/// what changed as {@link CellsChanged}.
@Component
class LiveCells {

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final LiveWorkloads workloads;
  private final PendingChanges pending;
  private final HeldHistory history;
  private final HeldFaults faults;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Map<PlacementId, Cell> cells = new ConcurrentHashMap<>();
  private final Map<PlacementId, Instant> changed = new ConcurrentHashMap<>();
  private final Map<PlacementId, Observed> last = new ConcurrentHashMap<>();
  private volatile Layout layout = Layout.EMPTY;
  private volatile List<Placement> laidOut = List.of();
  private final AtomicInteger asked = new AtomicInteger(1);
  private volatile int answered;

  LiveCells(
      Services services,
      Environments environments,
      Placements placements,
      LiveWorkloads workloads,
      PendingChanges pending,
      HeldHistory history,
      HeldFaults faults,
      ApplicationEventPublisher events,
      Clock clock) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.workloads = workloads;
    this.pending = pending;
    this.history = history;
    this.faults = faults;
    this.events = events;
    this.clock = clock;
  }

  Layout layout() {
    if (asked.get() != answered) {
      layOut();
    }
    return layout;
  }

  /// As it was laid out last, for whoever must not wait for the database: the thread of a cluster
  /// that tells what changed. What is newer is told when it is laid out.
  Layout laidOut() {
    return layout;
  }

  Optional<Cell> cell(PlacementId placement) {
    layout();
    // Placed since the last look: whoever placed it opens its page at once.
    if (!cells.containsKey(placement) && placements.byId(placement).isPresent()) {
      relayOut();
      layout();
    }
    return Optional.ofNullable(cells.get(placement));
  }

  /// A service over all environments. Thousands of rows are counted for every page and few change
  /// between two, so each is put together once and again when one of its cells changed.
  MatrixView.Row row(Layout layout, ServiceView service) {
    return layout.drawn().computeIfAbsent(service.id(), _ -> drawn(layout, service));
  }

  private MatrixView.Row drawn(Layout layout, ServiceView service) {
    List<@Nullable Cell> row = new ArrayList<>();
    for (var placement : layout.row(service.id())) {
      row.add(placement == null ? null : cells.get(placement.id()));
    }
    return MatrixView.Row.of(service, row);
  }

  @EventListener
  void on(CatalogRefreshed event) {
    relayOut();
  }

  @TransactionalEventListener
  void on(PortalEvent event) {
    if (event.action().startsWith("placement.")) {
      relayOut();
    }
  }

  @EventListener
  void on(WorkloadChanged event) {
    var placement = layout.workloads().get(event.ref());
    if (placement != null) {
      refresh(List.of(placement));
    }
  }

  @EventListener
  void on(FreshnessChanged event) {
    refresh(layout.clusters().getOrDefault(event.cluster(), List.of()));
  }

  /// First of all who listen: the others may read the cell at once.
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(PendingChanged event) {
    refresh(event.placements());
  }

  @EventListener
  void on(HistoryChanged event) {
    refresh(event.placements());
  }

  private void refresh(Set<PlacementId> changed) {
    var known = layout.placements();
    refresh(changed.stream().map(known::get).filter(Objects::nonNull).toList());
  }

  /// Reads again which services, environments and placements there are.
  void relayOut() {
    asked.incrementAndGet();
    events.publishEvent(new CellsChanged(List.of(), true));
  }

  /// Judges these placements again.
  void refresh(List<Placement> changed) {
    var different = changed.stream().map(this::replaced).filter(Objects::nonNull).toList();
    if (!different.isEmpty()) {
      events.publishEvent(new CellsChanged(different, false));
    }
  }

  private @Nullable Cell replaced(Placement placement) {
    var different = new AtomicReference<@Nullable Cell>();
    // Judged within the lock of its entry, or an older judgement could replace a newer one.
    cells.compute(
        placement.id(),
        (_, before) -> {
          var now = judge(placement);
          different.set(now.equals(before) ? null : now);
          return now;
        });
    var now = different.get();
    if (now == null) {
      return null;
    }
    changed.put(placement.id(), clock.instant());
    layout.drawn().remove(placement.service());
    return now;
  }

  Collection<Cell> all() {
    return cells.values();
  }

  /// Cells that say something else than at that moment.
  List<Cell> changedSince(Instant moment) {
    return changed.entrySet().stream()
        .filter(entry -> entry.getValue().isAfter(moment))
        .map(entry -> cells.get(entry.getKey()))
        .filter(Objects::nonNull)
        .toList();
  }

  private synchronized void layOut() {
    var ask = asked.get();
    if (ask == answered) {
      return;
    }
    var all = placements.all();
    forgetFormer(all);
    remember();
    var next = Layout.of(environments.all(), services.all(), all);
    judgeAll(next);
    layout = next;
    var moved =
        laidOut.stream()
            .filter(before -> !Optional.of(before).equals(placements.byId(before.id())))
            .map(Placement::id)
            .collect(Collectors.toSet());
    laidOut = all;
    // Not before it is done: if the database is away now, the next caller tries again.
    answered = ask;
    // Once more: what was told between judging and laying out found no row.
    judgeAll(next);
    Set<PlacementId> known = next.placements().keySet();
    List.of(cells, changed, last).forEach(held -> held.keySet().retainAll(known));
    if (!moved.isEmpty()) {
      events.publishEvent(new PlacementsMoved(moved));
    }
  }

  /// What was seen of another workload says nothing about the one that is placed here now.
  private void forgetFormer(List<Placement> now) {
    var before = layout.placements();
    for (var placement : now) {
      var known = before.get(placement.id());
      if (known != null && !known.workload().equals(placement.workload())) {
        last.remove(placement.id());
      }
    }
  }

  private void judgeAll(Layout rows) {
    rows.placements().values().forEach(this::replaced);
  }

  private Cell judge(Placement placement) {
    var observed = observe(placement);
    return faults.beside(
        placement,
        CellJudge.judge(
            placement.id(),
            observed,
            history.since(placement.id(), observed.version()),
            pending.on(placement.id()).orElse(null),
            pending.lockOn(placement.id()),
            history.left(placement.id())));
  }

  Observed observe(Placement placement) {
    var freshness = workloads.freshnessOf(placement.workload());
    var state = workloads.state(placement.workload());
    if (state.isPresent()) {
      var seen = Observed.live(state.get(), placement.container(), freshness);
      last.put(placement.id(), seen);
      return seen;
    }
    var known = last.get(placement.id());
    if (known == null) {
      return Observed.nothing(freshness);
    }
    var unseen = known.unseen(freshness);
    if (unseen.gone()) {
      // A signal that is lost afterwards does not bring it back.
      last.put(placement.id(), unseen);
    }
    return unseen;
  }

  /// What was seen before this start, for placements that nothing newer is known of.
  private void remember() {
    for (var known : workloads.lastKnown()) {
      var placement = placements.byId(known.placement());
      placement.ifPresent(found ->
          last.putIfAbsent(
              known.placement(),
              Observed.remembered(known, workloads.freshnessOf(found.workload()))));
    }
  }

  /// Placements are made rarely, here or by another replica.
  @Scheduled(fixedDelay = 2_000)
  void look() {
    if (asked.get() != answered) {
      layOut();
    } else if (!placements.all().equals(laidOut)) {
      relayOut();
    }
  }
}

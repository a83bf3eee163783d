package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import dev.slipway.deployments.ChangeObserved;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.VersionSince;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// What history tells of what runs in a placement now: since when it is there, and whether it is
/// what the portal left. A person who reads an age asks what was changed here lately, so a
/// rollback, a restart and a new setting count as much as a new version: after each of them the age
/// begins again. What a cluster does by itself does not: a pod that was moved yesterday says
/// nothing about a version that is there since spring. Read again when a change ends or is seen
/// here, when placements come or go, and now and then for what other replicas did.
@Component
class HeldHistory {

  private final Deployments deployments;
  private final ApplicationEventPublisher events;
  private final Map<PlacementId, Told> told = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final LookAgain lookAgain = new LookAgain(Duration.ofSeconds(15));

  HeldHistory(Deployments deployments, ApplicationEventPublisher events) {
    this.deployments = deployments;
    this.events = events;
  }

  /// Null where history does not tell of just this version.
  @Nullable Instant since(PlacementId placement, Version version) {
    var known = told.get(placement);
    var since = known == null ? null : known.since();
    return since != null && since.version().equals(version.tag()) ? since.at() : null;
  }

  /// The version that the portal's last deployment left where something else runs now, or empty.
  String left(PlacementId placement) {
    var known = told.get(placement);
    return known == null ? "" : known.left();
  }

  // Before the cells, which are judged again on the same event.
  @Order(0)
  @EventListener
  void on(PendingChanged event) {
    var placements = event.placements();
    var read = reads.incrementAndGet();
    keep(placements, deployments.versions(placements), deployments.drifts(placements), read);
  }

  @EventListener
  void on(CellsChanged event) {
    if (event.layout()) {
      lookAgain.soon();
    }
  }

  @TransactionalEventListener
  void on(ChangeObserved event) {
    lookAgain.soon();
  }

  @Scheduled(fixedDelay = 500)
  void look() {
    if (lookAgain.isDue()) {
      read();
    }
  }

  private void read() {
    var read = reads.incrementAndGet();
    var versions = deployments.versions();
    var drifts = deployments.drifts();
    Set<PlacementId> all = new HashSet<>(versions.keySet());
    all.addAll(drifts.keySet());
    var different = keep(all, versions, drifts, read);
    told.forEach((placement, known) -> {
      if (known.read() < read && !all.contains(placement) && told.remove(placement, known)) {
        different.add(placement);
      }
    });
    if (!different.isEmpty()) {
      events.publishEvent(new HistoryChanged(different));
    }
  }

  /// @return placements of which something else is known now
  private Set<PlacementId> keep(
      Collection<PlacementId> placements,
      Map<PlacementId, VersionSince> versions,
      Map<PlacementId, DeploymentSummary> drifts,
      long read) {
    Set<PlacementId> different = new HashSet<>();
    for (var placement : placements) {
      var left = drifts.get(placement);
      var now = new Told(versions.get(placement), left == null ? "" : left.to(), read);
      if (keep(placement, now)) {
        different.add(placement);
      }
    }
    return different;
  }

  /// A slow read that began before another one does not take its place.
  private boolean keep(PlacementId placement, Told now) {
    var before = told.get(placement);
    var kept =
        told.merge(placement, now, (known, read) -> known.read() > read.read() ? known : read);
    return !kept.saysAs(before);
  }

  /// @param since null where history does not tell
  /// @param read which of the reads told it, in the order in which they began
  private record Told(@Nullable VersionSince since, String left, long read) {

    boolean saysAs(@Nullable Told other) {
      return other != null && Objects.equals(since, other.since()) && left.equals(other.left());
    }
  }
}

package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import dev.slipway.deployments.ChangeObserved;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.VersionSince;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
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

/// Since when a placement runs what it runs now, by the history. A person who reads an age asks
/// what was changed here lately, so a rollback, a restart and a new setting count as much as a new
/// version: after each of them the age begins again. What a cluster does by itself does not: a pod
/// that was moved yesterday says nothing about a version that is there since spring. Read again
/// when a change ends or is seen here, when placements come or go, and now and then for what other
/// replicas did.
@Component
class VersionAges {

  private final Deployments deployments;
  private final ApplicationEventPublisher events;
  private final Map<PlacementId, Age> ages = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final LookAgain lookAgain = new LookAgain(Duration.ofSeconds(15));

  VersionAges(Deployments deployments, ApplicationEventPublisher events) {
    this.deployments = deployments;
    this.events = events;
  }

  /// Null where history does not tell of just this version.
  @Nullable Instant since(PlacementId placement, Version version) {
    var age = ages.get(placement);
    return age != null && age.since().version().equals(version.tag()) ? age.since().at() : null;
  }

  // Before the cells, which are judged again on the same event.
  @Order(0)
  @EventListener
  void on(PendingChanged event) {
    var read = reads.incrementAndGet();
    deployments
        .versions(event.placements())
        .forEach((placement, since) -> keep(placement, new Age(since, read)));
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
    var now = deployments.versions();
    Set<PlacementId> different = new HashSet<>();
    now.forEach((placement, since) -> {
      if (keep(placement, new Age(since, read))) {
        different.add(placement);
      }
    });
    ages.entrySet()
        .removeIf(known -> known.getValue().read() < read && !now.containsKey(known.getKey()));
    if (!different.isEmpty()) {
      events.publishEvent(new AgesChanged(different));
    }
  }

  /// A slow read that began before another one does not take its place.
  ///
  /// @return whether another age is known now
  private boolean keep(PlacementId placement, Age age) {
    var before = ages.get(placement);
    var kept =
        ages.merge(placement, age, (known, read) -> known.read() > read.read() ? known : read);
    return before == null || !before.since().equals(kept.since());
  }

  /// @param read which of the reads told it, in the order in which they began
  private record Age(VersionSince since, long read) {}
}

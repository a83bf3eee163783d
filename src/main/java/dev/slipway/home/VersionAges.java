package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import dev.slipway.deployments.ChangeObserved;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.VersionSince;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<PlacementId, VersionSince> ages = new ConcurrentHashMap<>();
  private final LookAgain lookAgain = new LookAgain(Duration.ofSeconds(15));

  VersionAges(Deployments deployments, ApplicationEventPublisher events) {
    this.deployments = deployments;
    this.events = events;
  }

  /// Null where history does not tell of just this version.
  @Nullable Instant since(PlacementId placement, Version version) {
    var age = ages.get(placement);
    return age != null && age.version().equals(version.tag()) ? age.at() : null;
  }

  // Before the cells, which are judged again on the same event.
  @Order(0)
  @EventListener
  void on(PendingChanged event) {
    ages.putAll(deployments.versions(event.placements()));
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
    var now = deployments.versions();
    Set<PlacementId> different = new HashSet<>();
    now.forEach((placement, age) -> {
      if (!Objects.equals(age, ages.put(placement, age))) {
        different.add(placement);
      }
    });
    if (!different.isEmpty()) {
      events.publishEvent(new AgesChanged(different));
    }
  }
}

package dev.slipway.deployments.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.Operations;
import dev.slipway.shell.LiveStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

/// While the database is away.
@Timeout(20)
class PodNewsTests {

  private final CountDownLatch database = new CountDownLatch(1);
  private final List<PlacementId> told = new CopyOnWriteArrayList<>();

  @Test
  void aFrozenDatabaseHoldsUpNobodyAndAPlacementWaitsOnce() {
    var first = new PlacementId(UuidV7.next());
    var second = new PlacementId(UuidV7.next());
    try (var news = new PodNews(this::ask)) {
      news.tell(first);
      await().until(() -> !told.isEmpty());
      for (int i = 0; i < 1_000; i++) {
        news.tell(second);
      }
      assertThat(told).containsExactly(first);
      database.countDown();
      await().until(() -> told.size() >= 2);
      news.tell(first);
      await().until(() -> told.size() >= 3);
    }
    assertThat(told).containsExactly(first, second, first);
  }

  @Test
  void aChangeOfPodsIsTakenInWhileTheDatabaseIsFrozen() {
    var placement =
        new Placement(
            new PlacementId(UuidV7.next()),
            new ServiceId(UuidV7.next()),
            new EnvironmentId(UuidV7.next()),
            new WorkloadRef(
                ClusterId.next(), "students", WorkloadKind.DEPLOYMENT, "student-service"),
            "app");
    Placements placements = Mockito.mock();
    Operations operations = Mockito.mock();
    LiveStream live = Mockito.mock();
    Mockito.when(placements.of(placement.workload())).thenReturn(Optional.of(placement));
    Mockito.when(live.isWatched(Mockito.anyString())).thenReturn(true);
    Mockito.when(operations.activeOn(placement.id()))
        .thenAnswer(_ -> {
          ask(placement.id());
          return Optional.empty();
        });
    var pages =
        new DeploymentsLive(
            live, placements, operations, Mockito.mock(), Mockito.mock(), Mockito.mock());

    pages.on(new WorkloadChanged(placement.workload(), null, null));

    await().atMost(Duration.ofSeconds(5)).until(() -> !told.isEmpty());
    Mockito.verify(live).reload("deployment-pods:" + placement.id().value(), "deployment-pods");
    database.countDown();
    pages.close();
  }

  private void ask(PlacementId placement) {
    told.add(placement);
    try {
      database.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.UuidV7;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WaitingLooksTests {

  private final Placement slow = onAClusterOfItsOwn();
  private final Placement quick = onAClusterOfItsOwn();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final List<Placement> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @Test
  void aClusterThatHangsHoldsUpNoOther() {
    var looks = started();
    looks.add(slow);
    await().until(() -> seen.contains(slow));
    looks.add(quick);
    await().until(() -> seen.contains(quick));
    for (int i = 0; i < 100; i++) {
      looks.add(slow);
    }
    answered.countDown();
    await().until(() -> looks.threads() == 0);
    assertThat(seen.stream().filter(slow::equals)).hasSize(2);
  }

  @Test
  void nothingIsLookedAtAfterTheEnd() throws InterruptedException {
    var looks = started();
    looks.add(slow);
    await().until(() -> seen.contains(slow));
    looks.add(slow);
    looks.stop();
    looks.add(quick);
    interrupted.await();
    assertThat(looks.threads()).isZero();
    assertThat(seen).containsExactly(slow);
  }

  private static Placement onAClusterOfItsOwn() {
    return new Placement(
        new PlacementId(UuidV7.next()),
        new ServiceId(UuidV7.next()),
        new EnvironmentId(UuidV7.next()),
        new WorkloadRef(ClusterId.next(), "students", WorkloadKind.DEPLOYMENT, "student-service"),
        "app");
  }

  private WaitingLooks started() {
    var looks = new WaitingLooks(this::look);
    looks.start();
    return looks;
  }

  private void look(Placement placement) {
    seen.add(placement);
    if (placement.equals(slow)) {
      try {
        answered.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    }
  }
}

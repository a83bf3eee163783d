package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.kernel.UuidV7;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// One of two clusters hangs: its own pages say how old they are, and those of the other do not
/// wait with them.
@SlipwayTest
@Tag("slow")
class SickClusterTests {

  private static final int READERS = 20;

  /// So many pages that some of them came after the readers had reached the cluster.
  private static final int LOOKS = 5;

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private final String unique = UuidV7.next().toString().substring(24);
  private final CountDownLatch asking = new CountDownLatch(READERS);
  private final AtomicInteger answered = new AtomicInteger();
  private Shipyard well;
  private Shipyard sick;

  @BeforeEach
  void launch() {
    well = new Shipyard(context);
    sick = new Shipyard(context);
  }

  @AfterEach
  void close() {
    sick.cluster().failures().clear();
    well.close();
    sick.close();
  }

  @Test
  @Negative(65)
  @Promise("P9")
  void aHangingClusterSlowsNoPageOfAnother() throws Exception {
    var steady = well.launch("steady-" + unique, "app.test/steady:1.0.0");
    var ill = sick.launch("ill-" + unique, "app.test/ill:1.0.0");
    var path = "/services/steady-" + unique + "/env/" + well.slug();
    var sickPath = "/services/ill-" + unique + "/env/" + sick.slug();
    var visitor = Visitor.signedIn(port, "kofi");

    sick.cluster().failures().add(Failure.always("*", "/", Effect.HANG));
    var readers = readers(sickPath);
    asking.await();
    var overtaken = 0;
    while (answered.get() < READERS && overtaken < LOOKS) {
      var waited = answered.get();
      assertThat(visitor.get(path).statusCode()).isEqualTo(200);
      overtaken += answered.get() == waited ? 1 : 0;
    }
    assertThat(overtaken)
        .as("pages of the other cluster that came while readers of the hanging one still waited")
        .isEqualTo(LOOKS);

    for (var reader : readers) {
      reader.join(Duration.ofSeconds(60));
    }
    awaitState(ill, Freshness.State.STALE);
    var old = Visitor.page(visitor.get(sickPath)).select("main").text();
    assertThat(old).containsIgnoringCase("as of").contains("1.0.0");
    assertThat(Visitor.page(visitor.get(path)).select("main").text()).contains("1.0.0");
    assertThat(visitor.get("/api/v1/workloads?service=ill-" + unique).body())
        .contains("\"stale\":true");
    assertThat(steady).isNotNull();

    sick.cluster().failures().clear();
    awaitState(ill, Freshness.State.LIVE);
  }

  /// People who look at what can only be asked of the sick cluster itself.
  private List<Thread> readers(String sickPath) {
    List<Thread> readers = new ArrayList<>();
    for (var reader = 0; reader < READERS; reader++) {
      var path = sickPath + (reader % 2 == 0 ? "/events" : "/revisions");
      readers.add(Thread.ofVirtual().start(() -> ask(path)));
    }
    return readers;
  }

  private void ask(String path) {
    var visitor = Visitor.signedIn(port, "kofi");
    asking.countDown();
    try {
      visitor.get(path);
    } finally {
      answered.incrementAndGet();
    }
  }

  private void awaitState(Placement placement, Freshness.State state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            context.getBean(LiveWorkloads.class).freshness(placement.workload().cluster()).state()
                == state);
  }
}

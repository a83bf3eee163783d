package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.clusters.ClusterConnection;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.testing.HeardLog;
import dev.slipway.testing.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/// What makes the threads of a cluster end, or must not.
class WatchEndsTests {

  private static final ServerRules RULES =
      new ServerRules(
          true, new OutboundAddresses(OutboundAddresses.Reach.LOOPBACK, InetAddress::getAllByName));
  private static final WatchTimes QUICK =
      new WatchTimes(
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofSeconds(30),
          Duration.ofHours(1));

  private final AtomicInteger times = new AtomicInteger();
  private final ClusterId id = ClusterId.next();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", WatchEndsTests::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /// An object that is too much for the portal once need not be so for ever.
  @Test
  @Promise("P9")
  void aWatchThatEndsByAnErrorComesBackAndIsToldOnce() throws InterruptedException {
    var connection = connection();
    try (var heard = new HeardLog();
        var api = new ApiServer(Kubeconfig.parse(kubeconfig()), RULES)) {
      var contact = new Contact(connection, api, QUICK, Clock.systemUTC(), () -> {});
      var listed = new AtomicInteger();
      var watch =
          new KindWatch(
              WatchedKind.PODS,
              api,
              contact,
              QUICK,
              Clock.systemUTC(),
              sink(listed::incrementAndGet));
      var threads = List.of(Thread.ofVirtual().start(contact), Thread.ofVirtual().start(watch));
      await().atMost(Duration.ofSeconds(20)).until(() -> listed.get() > 0);
      for (var thread : threads) {
        thread.interrupt();
        thread.join();
      }
      assertThat(times).hasValueGreaterThanOrEqualTo(3);
      assertThat(heard.lines()).filteredOn(it -> it.startsWith("Watching pods failed")).hasSize(1);
    }
  }

  @Test
  @Promise("P9")
  void aProbeThatEndsByAnErrorIsMadeAgain() {
    var watches = new ClusterWatches(QUICK, RULES, _ -> {});
    try (var heard = new HeardLog()) {
      watches.start(
          new ClusterConnection(
              id,
              "weak",
              "Weak",
              kubeconfig(),
              null,
              (uid, _) -> {
                fail();
                return uid;
              }));
      met(watches);
      assertThat(heard.lines())
          .filteredOn(it -> it.startsWith("Probing cluster weak failed"))
          .hasSize(1);
    } finally {
      watches.close();
    }
  }

  /// As it is with Argo CD on most clusters: it is asked for twice a minute.
  @Test
  void aKindThatTheClusterDoesNotHaveIsToldOnce() throws InterruptedException {
    try (var heard = new HeardLog();
        var api = new ApiServer(Kubeconfig.parse(kubeconfig()), RULES)) {
      var contact = new Contact(connection(), api, QUICK, Clock.systemUTC(), () -> {});
      var refusals = new AtomicInteger();
      var watch =
          new KindWatch(
              WatchedKind.APPLICATIONS,
              api,
              contact,
              QUICK,
              Clock.systemUTC(),
              sink(refusals::incrementAndGet));
      var threads = List.of(Thread.ofVirtual().start(contact), Thread.ofVirtual().start(watch));
      await().atMost(Duration.ofSeconds(20)).until(() -> refusals.get() >= 2);
      for (var thread : threads) {
        thread.interrupt();
        thread.join();
      }
      assertThat(heard.lines())
          .filteredOn(it -> it.startsWith("Listing applications again"))
          .hasSize(1);
    }
  }

  @Test
  void aClusterThatGoesAwayWhileThePortalClosesIsNoWarning() {
    try (var heard = new HeardLog()) {
      try (var context = new AnnotationConfigApplicationContext()) {
        context.registerBean(ClusterWatches.class, () -> new ClusterWatches(QUICK, RULES, _ -> {}));
        context.refresh();
        var watches = context.getBean(ClusterWatches.class);
        watches.start(connection());
        met(watches);
        context.addApplicationListener((ContextClosedEvent _) -> {
          server.stop(0);
          await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> String.valueOf(watches.sight(id).problem()).contains("not reached"));
        });
      }
      assertThat(heard.lines()).noneMatch(it -> it.startsWith("Cluster weak: "));
    }
  }

  /// As when somebody replaces its credentials.
  @Test
  void whoeverAsksWhileAnotherConnectionTakesOverIsAnswered() {
    var watches = new ClusterWatches(QUICK, RULES, _ -> {});
    try (var heard = new HeardLog()) {
      watches.start(connection());
      met(watches);
      var before = watches.calls(id);
      watches.start(connection());
      met(watches);

      assertThat(before.get("/api/v1/namespaces/kube-system").status()).isEqualTo(200);

      var removed = watches.calls(id);
      watches.stop(id);
      assertThatThrownBy(() -> removed.get("/api/v1/namespaces/kube-system"))
          .isInstanceOf(ClusterUnreachable.class)
          .hasMessageContaining("this connection was ended");
      assertThat(heard.lines()).noneMatch(it -> it.contains("is not reached"));
    } finally {
      watches.close();
    }
  }

  private void met(ClusterWatches watches) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> "v1.35.0".equals(watches.sight(id).version()));
  }

  private void fail() {
    if (times.incrementAndGet() < 3) {
      throw new StackOverflowError("as if it were too much");
    }
  }

  private KindWatch.Sink sink(Runnable listed) {
    return new KindWatch.Sink() {
      @Override
      public void entries(List<Entry> entries) {
        fail();
      }

      @Override
      public void listed(WatchedKind kind, Set<String> keys) {
        listed.run();
      }

      @Override
      public void refused(WatchedKind kind) {
        listed.run();
      }

      @Override
      public void changed() {
        // Nobody looks.
      }
    };
  }

  private ClusterConnection connection() {
    return new ClusterConnection(id, "weak", "Weak", kubeconfig(), null, (uid, _) -> uid);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var watch = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
    if (exchange.getRequestURI().getPath().contains("argoproj")) {
      say(exchange, 404, "");
      return;
    }
    say(
        exchange,
        200,
        watch
            ? ""
            : "{\"metadata\":{\"uid\":\"u\",\"resourceVersion\":\"1\"},\"gitVersion\":\"v1.35.0\","
                + "\"items\":[]}");
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  private String kubeconfig() {
    return dev.slipway.clusters.ClusterMother.kubeconfig(
        "http://127.0.0.1:" + server.getAddress().getPort(), "token: t");
  }
}

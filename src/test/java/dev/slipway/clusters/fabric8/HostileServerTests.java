package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.clusters.ClusterConnection;
import dev.slipway.clusters.ClusterId;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.testing.Negative;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An API server that would wear the portal out.
class HostileServerTests {

  private static final ServerRules RULES =
      new ServerRules(
          true, new OutboundAddresses(OutboundAddresses.Reach.LOOPBACK, InetAddress::getAllByName));
  private static final long MUCH = 256L << 20;

  private final AtomicLong written = new AtomicLong();
  private final List<Long> lists = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anAnswerThatIsTooLargeIsCutOffWhileItComes() {
    try (var api = new ApiServer(Kubeconfig.parse(kubeconfig()), RULES)) {
      assertThatThrownBy(() -> api.get("/flood", Duration.ofSeconds(30)))
          .isInstanceOf(IOException.class)
          .hasMessage("the answer is larger than 64 MB");
    }
    assertThat(written).hasValueLessThan(MUCH / 2);
  }

  /// What it says is on the cluster's page, for everybody.
  @Test
  @Negative(57)
  void aTokenThatIsThrownBackIsNotShown() throws IOException {
    var kubeconfig = Kubeconfig.parse(kubeconfig().replace("token: t", "token: canary-abcdef"));
    try (var api = new ApiServer(kubeconfig, RULES)) {
      assertThat(api.get("/echo", Duration.ofSeconds(10)).message())
          .isEqualTo("who is Bearer (not shown) there?");
    }
    assertThatThrownBy(() -> Introduction.to(at(kubeconfig, "/echo"), RULES))
        .hasMessageContaining("who is Bearer (not shown) there?")
        .hasMessageNotContaining("canary");
  }

  @Test
  void watchesThatEndWithAnErrorAreNotListedWithoutEnd() {
    var watches = new ClusterWatches(WatchTimes.NORMAL, RULES, _ -> {});
    watches.start(
        new ClusterConnection(
            ClusterId.next(), "hostile", "Hostile", kubeconfig(), null, (uid, _) -> uid));
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> lists.size() >= 5);
    } finally {
      watches.close();
    }
    assertThat(Duration.ofNanos(lists.get(4) - lists.get(1))).isGreaterThan(Duration.ofSeconds(1));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    if (uri.getPath().equals("/flood")) {
      flood(exchange);
      return;
    }
    if (uri.getPath().startsWith("/echo")) {
      var sent = exchange.getRequestHeaders().getFirst("Authorization");
      say(exchange, 500, "{\"message\":\"who is " + sent + " there?\"}");
      return;
    }
    var watch = String.valueOf(uri.getQuery()).contains("watch=true");
    if (uri.getPath().endsWith("/pods") && !watch) {
      lists.add(System.nanoTime());
    }
    say(
        exchange,
        200,
        watch
            ? "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"message\":\"etcd is ill\"}}\n"
            : "{\"metadata\":{\"uid\":\"u\",\"resourceVersion\":\"1\"},\"gitVersion\":\"v1.35.0\","
                + "\"items\":[]}");
  }

  private void flood(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    var chunk = new byte[1 << 16];
    try (var body = exchange.getResponseBody()) {
      while (written.get() < MUCH) {
        body.write(chunk);
        written.addAndGet(chunk.length);
      }
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Kubeconfig at(Kubeconfig known, String path) {
    return new Kubeconfig(URI.create(known.server() + path), null, null, null, known.token());
  }

  private String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    current-context: c
    clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
    users: [{name: u, user: {token: t}}]
    contexts: [{name: c, context: {cluster: c, user: u}}]
    """
        .formatted(server.getAddress().getPort());
  }
}

package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.clusters.ClusterMother;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.testing.Negative;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An API server that sends the portal elsewhere: past the check of the address, to where only the
/// portal gets.
class RedirectTests {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ServerRules RULES =
      new ServerRules(
          true, new OutboundAddresses(OutboundAddresses.Reach.LOOPBACK, InetAddress::getAllByName));

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger status = new AtomicInteger();
  private HttpServer elsewhere;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    elsewhere = HttpServer.create(loopback, 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    elsewhere.start();
    server = HttpServer.create(loopback, 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange
              .getResponseHeaders()
              .add("Location", "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/inner");
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    elsewhere.stop(0);
  }

  @ParameterizedTest
  @Negative(51)
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowedAndSaidToBeOne(int code) throws IOException {
    status.set(code);
    var kubeconfig =
        Kubeconfig.parse(
            ClusterMother.kubeconfig(
                "http://127.0.0.1:" + server.getAddress().getPort(), "token: t"));
    assertThatThrownBy(() -> Introduction.to(kubeconfig, RULES))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("the API server answers with a redirect (HTTP status " + code + ")");
    try (var api = new ApiServer(kubeconfig, RULES)) {
      assertThat(api.get("/version", LIMIT).status()).isEqualTo(code);
      assertThat(api.send("PATCH", "/x", "application/json", "{}", LIMIT).status()).isEqualTo(code);
      try (var stream = api.stream("/log", _ -> {}, LIMIT)) {
        assertThat(stream.status()).isEqualTo(code);
      }
    }
    assertThat(asked).hasValue(0);
  }
}

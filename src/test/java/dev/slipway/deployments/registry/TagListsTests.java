package dev.slipway.deployments.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.deployments.ImageRef;
import dev.slipway.deployments.registry.RegistriesProperties.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Registries that are endless, hostile or silent: a form loses its offers, the portal nothing.
class TagListsTests {

  private static final ImageRef IMAGE = ImageRef.parse("registry.emis.local/students/api:1.0.1");

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  private interface Answer {
    String of(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void whatIsNoTagIsLeftOutAndTheNewestComeFirst() {
    var registry =
        answering(_ ->
            "{\"tags\": [\"1.9.0\", \"<script>alert(1)</script>\", \"1.10.0\", 7, null, {\"a\": 1}, \"a b\"]}");

    assertThat(registry.tags(IMAGE)).containsExactly("7", "1.10.0", "1.9.0");
  }

  @Test
  void aMillionTagsInOneAnswerAreNoneAndPagesWithoutEndStop() {
    var million =
        IntStream.range(0, 1_000_000)
            .mapToObj(n -> "\"" + n + "\"")
            .collect(Collectors.joining(","));
    assertThat(answering(_ -> "{\"tags\": [" + million + "]}").tags(IMAGE)).isEmpty();

    var endless =
        answering(exchange -> {
          exchange.getResponseHeaders().add("Link", "</v2/x>; rel=\"next\"");
          return "{\"tags\": [\"" + asked.get() + ".0\"]}";
        });
    asked.set(0);
    assertThat(endless.tags(IMAGE)).contains("5.0");
    assertThat(asked).hasValue(5);
  }

  @Test
  void nextPagesAreReadByTheLastTagThatIsOne() {
    var pages =
        answering(exchange -> {
          var query = exchange.getRequestURI().getQuery();
          if (query.contains("last=1.1.0")) {
            return "{\"tags\": [\"2.0.0\"]}";
          }
          exchange.getResponseHeaders().add("Link", "<x>; rel=\"next\"");
          return "{\"tags\": [\"1.0.0\", \"1.1.0\", \"not a tag, nor an address\"]}";
        });

    assertThat(pages.tags(IMAGE)).containsExactly("2.0.0", "1.1.0", "1.0.0");
  }

  @Test
  void aRegistryThatHangsIsLeftInTimeAndNotAskedAgainAtOnce() {
    var silent =
        answering(_ -> {
          over.await();
          return "{}";
        });
    var before = System.nanoTime();

    assertThat(silent.tags(IMAGE)).isEmpty();
    assertThat(silent.tags(IMAGE)).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(asked).hasValue(1);
  }

  private Registries answering(Answer answer) {
    var host = "/v2/";
    try {
      server.removeContext(host);
    } catch (IllegalArgumentException _) {
      // The first answer of this test.
    }
    server.createContext(host, exchange -> answer(exchange, answer));
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Registries(
        new RegistriesProperties(
            List.of(new Registry("registry.emis.local", endpoint, null, null))));
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    asked.incrementAndGet();
    try {
      var body = answer.of(exchange).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }
}

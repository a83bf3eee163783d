package dev.slipway.sandbox.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.sandbox.metrics.promql.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server: queries, ranges, alerts and status over HTTP on loopback, one virtual thread a call.
/// What cannot be evaluated is refused as Prometheus refuses a wrong query.
public final class SimulatedPrometheus implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SimulatedPrometheus.class);
  private static final int MOST_BYTES = 1_000_000;
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Pattern HERE = Pattern.compile("(127\\.0\\.0\\.1|localhost)(:[0-9]+)?");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Api api;
  private volatile @Nullable String bearer;

  private SimulatedPrometheus(int port, Api api) {
    this.api = api;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException failure) {
      threads.shutdown();
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// Starts it; port 0 takes any free one.
  public static SimulatedPrometheus start(
      int port, Storage storage, List<AlertRule> rules, Clock clock) {
    return start(port, storage, rules, List::of, clock);
  }

  /// The same with an Alertmanager under `/alertmanager`.
  public static SimulatedPrometheus start(
      int port,
      Storage storage,
      List<AlertRule> rules,
      Supplier<List<Silence>> silences,
      Clock clock) {
    return new SimulatedPrometheus(port, new Api(storage, rules, silences, clock));
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// From now on only callers with this token are served.
  public void requireBearer(String token) {
    bearer = "Bearer " + token;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var required = bearer;
      var path = exchange.getRequestURI().getPath();
      if (!isLocal(exchange)) {
        send(exchange, 403, TEXT, "Forbidden\n");
      } else if (path.equals("/-/ready") || path.equals("/-/healthy")) {
        send(exchange, 200, TEXT, "Prometheus Server is Ready.\n");
      } else if (required != null
          && !required.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(exchange, 401, TEXT, "Unauthorized\n");
      } else if (!List.of("GET", "POST").contains(exchange.getRequestMethod())) {
        send(exchange, 405, TEXT, "Method Not Allowed\n");
      } else {
        call(exchange, path);
      }
    }
  }

  /// No browser, which names the page it comes from, and nobody who was led here by another name.
  private static boolean isLocal(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var host = headers.getFirst("Host");
    return !headers.containsKey("Origin") && host != null && HERE.matcher(host).matches();
  }

  private void call(HttpExchange exchange, String path) throws IOException {
    try {
      if (path.startsWith(Managed.PATH)) {
        bare(exchange, api.managed(path));
        return;
      }
      var answer = api.answer(path, parameters(exchange));
      if (answer.isPresent()) {
        send(exchange, 200, JSON, Envelope.success(answer.get()));
      } else {
        send(exchange, 404, TEXT, "404 page not found\n");
      }
    } catch (Refusal refusal) {
      send(
          exchange,
          refusal.status(),
          JSON,
          Envelope.error(refusal.type(), String.valueOf(refusal.getMessage())));
    } catch (RuntimeException failure) {
      log.warn("Cannot answer {}", path, failure);
      send(exchange, 500, JSON, Envelope.error("internal", "the server failed"));
    }
  }

  private static void bare(HttpExchange exchange, Optional<Object> answer) throws IOException {
    if (answer.isPresent()) {
      send(exchange, 200, JSON, Envelope.bare(answer.get()));
    } else {
      send(exchange, 404, TEXT, "404 page not found\n");
    }
  }

  private static Parameters parameters(HttpExchange exchange) throws IOException {
    var asked = new Parameters();
    if (exchange.getRequestMethod().equals("POST")) {
      var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new Refusal(400, "bad_data", "error parsing form values: the body is too large");
      }
      asked.and(new String(body, StandardCharsets.UTF_8));
    }
    var inAddress = exchange.getRequestURI().getRawQuery();
    return inAddress == null ? asked : asked.and(inAddress);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}

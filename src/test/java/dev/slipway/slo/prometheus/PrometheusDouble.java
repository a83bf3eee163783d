package dev.slipway.slo.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server on loopback that gives the answers of a test.
public final class PrometheusDouble implements AutoCloseable {

  /// What was asked.
  ///
  /// @param form of the body, empty for a GET
  public record Asked(
      String method, String path, Map<String, String> form, @Nullable String entry) {

    public String query() {
      return form.getOrDefault("query", "");
    }
  }

  /// What it answers.
  ///
  /// @param type of the content; null leaves it out
  public record Says(int status, @Nullable String type, String body) {

    public static Says json(int status, String body) {
      return new Says(status, "application/json", body);
    }

    public static Says error(int status, String type, String error) {
      return json(
          status,
          "{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"%s\"}".formatted(type, error));
    }

    public static Says data(String data) {
      return json(200, "{\"status\":\"success\",\"data\":%s}".formatted(data));
    }

    /// A vector with one series for each of `window/part/value`, with windows in seconds.
    public static Says vector(String... series) {
      return data(vectorOf(series));
    }

    static String vectorOf(String... series) {
      var result =
          List.of(series).stream()
              .map(each -> each.split("/", -1))
              .map(each ->
                  "{\"metric\":{\"portal_w\":\"%s\",\"portal_q\":\"%s\"},\"value\":[1769817600,\"%s\"]}"
                      .formatted(each[0], each[1], each[2]))
              .toList();
      return "{\"resultType\":\"vector\",\"result\":[%s]}".formatted(String.join(",", result));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Says> answers = _ -> Says.vector();

  public PrometheusDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public void says(Function<Asked, Says> answers) {
    this.answers = answers;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
  }

  public List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var question = asked(exchange);
      asked.add(question);
      var says = answers.apply(question);
      if (says.type() != null) {
        exchange.getResponseHeaders().add("Content-Type", says.type());
      }
      if (says.status() / 100 == 3) {
        exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
      }
      var body = says.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(says.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Asked asked(HttpExchange exchange) throws IOException {
    var form = new LinkedHashMap<String, String>();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (var pair : body.split("&", -1)) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        form.put(
            pair.substring(0, sign),
            URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
      }
    }
    return new Asked(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        form,
        exchange.getRequestHeaders().getFirst("Authorization"));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.slipway.sandbox.kubernetes.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failures;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Listens on loopback, one virtual thread a request. Failures on demand come before and after the
/// request's own work.
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ApiServer.class.getName());
  private static final Pattern QUOTED_VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Routes routes;
  private final Failures failures;
  private final String token;

  private ApiServer(HttpServer server, Routes routes, Failures failures, String token) {
    this.server = server;
    this.routes = routes;
    this.failures = failures;
    this.token = token;
  }

  static {
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /// Starts listening.
  ///
  /// @param port where to listen, or 0 for any free one
  /// @param token what callers must show
  public static ApiServer start(int port, Routes routes, Failures failures, String token) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      HttpServer http = HttpServer.create(address, 256);
      var started = new ApiServer(http, routes, failures, token);
      http.setExecutor(started.threads);
      http.createContext("/", started::serve);
      http.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var call = new Call(exchange, new Skew(() -> failures.skew(path)));
    try {
      authenticate(call);
      String verb = Routes.verb(call);
      boolean own = call.rawPath().startsWith("/simulator");
      Optional<Failure> failure = own ? Optional.empty() : failures.next(verb, call.rawPath());
      if (failure.isEmpty()) {
        routes.serve(call);
      } else {
        fail(call, failure.get());
      }
    } catch (ApiFailure e) {
      refuse(call, e);
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Cannot answer " + call.method() + " " + call.rawPath(), e);
      refuse(call, ApiFailure.internal("Internal error occurred: " + e.getMessage()));
    }
  }

  /// kubectl never sends a token over plain HTTP, so a caller without one is let in, unless it is a
  /// browser (which names the page it comes from) or has been led here by another name.
  private void authenticate(Call call) {
    boolean open = call.rawPath().matches("/(readyz|livez|healthz|version)(/.*)?");
    String shown = call.header("Authorization");
    boolean local =
        call.header("Host").matches("(127\\.0\\.0\\.1|localhost)(:[0-9]+)?")
            && call.header("Origin").isEmpty();
    boolean known = shown.isEmpty() || shown.equals("Bearer " + token);
    if (!local || !(open || known)) {
      throw ApiFailure.of(401, "Unauthorized", "Unauthorized");
    }
  }

  private void fail(Call call, Failure failure) throws InterruptedException {
    switch (failure.effect()) {
      case UNAUTHORIZED -> throw ApiFailure.of(401, "Unauthorized", "Unauthorized");
      case FORBIDDEN ->
          throw ApiFailure.of(403, "Forbidden", call.rawPath() + " is forbidden on demand");
      case CONFLICT ->
          throw ApiFailure.of(
              409,
              "Conflict",
              "Operation cannot be fulfilled: the object has been modified; please apply your"
                  + " changes to the latest version and try again");
      case GONE ->
          throw ApiFailure.expired("The resourceVersion for the provided watch is too old.");
      case THROTTLED ->
          throw ApiFailure.tooManyRequests(
              "Too many requests, please try again later.", failure.seconds());
      case UNAVAILABLE ->
          throw ApiFailure.of(
              503, "ServiceUnavailable", "the server is currently unable to handle the request");
      case QUOTED -> throw quoted(call);
      case ERROR_BEFORE -> throw ApiFailure.internal("Internal error occurred: on demand");
      case ERROR_AFTER -> {
        serveUnheard(call);
        throw ApiFailure.internal("Internal error occurred: on demand, after the work was done");
      }
      case CUT_BEFORE -> call.cut();
      case CUT_AFTER -> {
        serveUnheard(call);
        call.cut();
      }
      case OLD_OBJECT -> {
        byte[] before = call.readOnly(routes::serve);
        serveUnheard(call);
        call.answer(200, "application/json", before);
      }
      case HANG -> {
        failures.hang(failure);
        call.cut();
      }
      case SLOW -> {
        Thread.sleep(failure.seconds() * 1000L);
        routes.serve(call);
      }
      case SILENT_WATCH, CUT_WATCH, DUPLICATE_EVENTS, MISSING_EVENTS, CLOCK_SKEW ->
          routes.serve(call);
    }
  }

  private ApiFailure quoted(Call call) throws InterruptedException {
    var object = new String(call.readOnly(routes::serve), StandardCharsets.UTF_8);
    var values = new StringBuilder();
    for (var value : QUOTED_VALUE.matcher(object).results().toList()) {
      values.append("; spec.template.spec.containers[0].env[0].value: Invalid value: \"");
      values.append(value.group(1)).append("\": is not wanted here");
    }
    return ApiFailure.of(
        403, "Forbidden", "admission webhook denied the request" + values + ": " + object);
  }

  private void serveUnheard(Call call) throws InterruptedException {
    call.mute(true);
    try {
      routes.serve(call);
    } finally {
      call.mute(false);
    }
  }

  private static void refuse(Call call, ApiFailure failure) {
    if (failure.retryAfter() > 0) {
      call.header("Retry-After", Integer.toString(failure.retryAfter()));
    }
    JsonNode status = failure.status();
    call.answer(failure.code(), status);
  }

  static JsonNode success() {
    return Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
  }
}

package dev.slipway.sandbox.kubernetes.api;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Yaml;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request, and the ways to answer it.
final class Call {

  private final HttpExchange exchange;
  private final Map<String, String> query = new HashMap<>();
  private final List<String> path;
  private byte @Nullable [] body;
  private final Skew skew;
  private boolean muted;
  private @Nullable String readInstead;
  private byte[] said = {};

  Call(HttpExchange exchange, Skew skew) {
    this.exchange = exchange;
    this.skew = skew;
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    this.path =
        Stream.of(exchange.getRequestURI().getRawPath().split("/", -1))
            .filter(step -> !step.isEmpty())
            .map(Call::decode)
            .toList();
  }

  String method() {
    return readInstead == null ? exchange.getRequestMethod() : readInstead;
  }

  List<String> path() {
    return path;
  }

  String rawPath() {
    return exchange.getRequestURI().getPath();
  }

  String query(String name) {
    return query.getOrDefault(name, "");
  }

  boolean asks(String name) {
    return query(name).matches("1|true|True");
  }

  int number(String name, int otherwise) {
    String value = query(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw ApiFailure.badRequest("strconv.ParseInt: parsing \"" + value + "\": invalid syntax");
    }
  }

  String header(String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }

  boolean wants(String form) {
    return header("Accept").contains("as=" + form + ";") || header("Accept").endsWith("as=" + form);
  }

  byte[] content() {
    if (body == null) {
      try {
        body = exchange.getRequestBody().readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return body;
  }

  JsonNode body() {
    return Protobuf.is(content()) ? Protobuf.read(content()) : Yaml.body(content());
  }

  /// The manager of the fields that this request writes: as named, else from the client's name.
  String manager() {
    String named = query("fieldManager");
    if (!named.isEmpty()) {
      return named;
    }
    String agent = header("User-Agent");
    int end = agent.indexOf('/');
    String name = end > 0 ? agent.substring(0, end) : agent;
    return name.isEmpty() ? "unknown" : name;
  }

  void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  void answer(int code, JsonNode content) {
    answer(code, "application/json", Json.bytes(content));
  }

  /// What a read of the same object would answer now; nobody hears of it.
  byte[] readOnly(Work work) throws InterruptedException {
    readInstead = "GET";
    muted = true;
    try {
      work.serve(this);
    } finally {
      readInstead = null;
      muted = false;
    }
    return said;
  }

  /// The serving of a call.
  interface Work {
    void serve(Call call) throws InterruptedException;
  }

  /// From now on answers are dropped: the work is done, but nobody hears of it.
  void mute(boolean wanted) {
    muted = wanted;
  }

  void answer(int code, String type, byte[] content) {
    content();
    if (muted) {
      said = content;
      return;
    }
    header("Content-Type", type);
    sendWhole(code, skew.shift(content));
  }

  private void sendWhole(int code, byte[] content) {
    try {
      boolean empty = method().equals("HEAD") || content.length == 0;
      exchange.sendResponseHeaders(code, empty ? -1 : content.length);
      if (!empty) {
        exchange.getResponseBody().write(content);
      }
      exchange.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a chunked answer that the caller writes and ends.
  OutputStream stream(String type) {
    content();
    header("Content-Type", type);
    header("Cache-Control", "no-cache, private");
    try {
      exchange.sendResponseHeaders(200, 0);
      // The JDK's server keeps the headers back until the first byte; a quiet watch must answer at
      // once.
      exchange.getResponseBody().flush();
      return new FilterOutputStream(exchange.getResponseBody()) {
        @Override
        public void write(byte[] content) throws IOException {
          out.write(skew.shift(content));
        }

        @Override
        public void write(byte[] content, int from, int length) throws IOException {
          out.write(content, from, length);
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the connection without an answer.
  void cut() {
    exchange.close();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

package dev.slipway.deployments.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A registry on loopback that a test fills: manifests by tag, an optional token service,
/// redirects.
final class RegistryDouble implements AutoCloseable {

  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";

  record Stored(String type, String text) {
    byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    String digest() {
      try {
        var sha = MessageDigest.getInstance("SHA-256").digest(body());
        return "sha256:" + HexFormat.of().formatHex(sha);
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final HttpServer server;
  final Map<String, Stored> manifests = new ConcurrentHashMap<>();
  final List<String> tags = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  volatile @Nullable String token;
  volatile @Nullable String basic;
  volatile @Nullable URI redirect;
  volatile @Nullable String realm;
  volatile boolean sendsDigest = true;

  RegistryDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::registry);
    server.createContext("/token", this::tokens);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  Stored put(String tag, String type, String body) {
    var stored = new Stored(type, body);
    manifests.put(tag, stored);
    manifests.put(stored.digest(), stored);
    return stored;
  }

  private void registry(HttpExchange exchange) throws IOException {
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(authorization == null ? "none" : authorization);
    if (redirect != null) {
      exchange.getResponseHeaders().add("Location", redirect + exchange.getRequestURI().getPath());
      answer(exchange, 307, new byte[0]);
    } else if (token != null && !("Bearer " + token).equals(authorization)) {
      exchange
          .getResponseHeaders()
          .add(
              "WWW-Authenticate",
              "Bearer realm=\""
                  + (realm == null ? endpoint() + "/token" : realm)
                  + "\",service=\"double\"");
      answer(exchange, 401, new byte[0]);
    } else {
      content(exchange);
    }
  }

  private void content(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (path.endsWith("/tags/list")) {
      answer(
          exchange,
          200,
          ("{\"tags\": [\"" + String.join("\",\"", tags) + "\"]}")
              .getBytes(StandardCharsets.UTF_8));
      return;
    }
    var stored = manifests.get(path.substring(path.lastIndexOf('/') + 1));
    if (stored == null) {
      answer(exchange, 404, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", stored.type());
    if (sendsDigest) {
      exchange.getResponseHeaders().add("Docker-Content-Digest", stored.digest());
    }
    answer(exchange, 200, stored.body());
  }

  private void tokens(HttpExchange exchange) throws IOException {
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    boolean welcome = basic == null || basic.equals(authorization);
    var query = exchange.getRequestURI().getQuery();
    if (!welcome || query == null || !query.contains("scope=repository:students/api:pull")) {
      answer(exchange, 401, new byte[0]);
      return;
    }
    answer(exchange, 200, ("{\"token\": \"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

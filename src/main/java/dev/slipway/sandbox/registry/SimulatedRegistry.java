package dev.slipway.sandbox.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The registry: `GET` and `HEAD` of `/v2/<repository>/manifests/<tag or digest>` and
/// `/v2/<repository>/tags/list` (OCI distribution specification 1.1). Digests are stable: the same
/// repository and build always give the same.
public final class SimulatedRegistry implements AutoCloseable {

  private static final Pattern PATH =
      Pattern.compile("/v2/(?<repository>.+)/(?<kind>manifests|tags)/(?<reference>[^/]+)");
  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

  private final HttpServer server;
  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
  private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
  private volatile @Nullable String credentials;

  private SimulatedRegistry(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v2/", this::answer);
    server.start();
  }

  /// Starts an empty registry on loopback; port 0 takes any free one.
  public static SimulatedRegistry start(int port) {
    return new SimulatedRegistry(port);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// Publishes an image under a tag, for two platforms, and returns its digest.
  public String push(String repository, String tag) {
    return push(repository, tag, tag);
  }

  /// Publishes another build under a tag, as a pipeline that reuses tags would.
  public String push(String repository, String tag, String build) {
    var images =
        ARCHITECTURES.stream()
            .map(architecture -> Manifest.image(repository, build, architecture))
            .toList();
    images.forEach(image -> manifests.put(repository + "@" + image.digest(), image));
    var index = Manifest.index(images, ARCHITECTURES);
    manifests.put(repository + "@" + index.digest(), index);
    tags.computeIfAbsent(repository, _ -> new ConcurrentHashMap<>()).put(tag, index.digest());
    return index.digest();
  }

  /// The digest behind a tag now, or empty if there is none.
  public Optional<String> digest(String repository, String tag) {
    return Optional.ofNullable(tags.getOrDefault(repository, Map.of()).get(tag));
  }

  /// From now on only callers with this name and password are served (HTTP Basic).
  public void requireCredentials(String user, String password) {
    credentials =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var required = credentials;
      if (required != null
          && !required.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"simulated\"");
        refuse(exchange, 401, "UNAUTHORIZED", "authentication required");
        return;
      }
      if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
        refuse(exchange, 405, "UNSUPPORTED", "this registry only reads");
        return;
      }
      var path = exchange.getRequestURI().getPath();
      var call = PATH.matcher(path);
      if (path.equals("/v2/")) {
        send(exchange, 200, "application/json", "{}");
      } else if (!call.matches()) {
        refuse(exchange, 404, "UNSUPPORTED", "no such path");
      } else if (call.group("kind").equals("tags")) {
        tagList(exchange, call.group("repository"));
      } else {
        manifest(exchange, call.group("repository"), call.group("reference"));
      }
    }
  }

  private void tagList(HttpExchange exchange, String repository) throws IOException {
    var known = tags.get(repository);
    if (known == null) {
      refuse(exchange, 404, "NAME_UNKNOWN", "repository name not known to registry");
      return;
    }
    var names =
        new TreeMap<>(known)
            .keySet().stream().map(tag -> "\"" + tag + "\"").collect(Collectors.joining(","));
    send(
        exchange,
        200,
        "application/json",
        "{\"name\":\"%s\",\"tags\":[%s]}".formatted(repository, names));
  }

  private void manifest(HttpExchange exchange, String repository, String reference)
      throws IOException {
    var digest =
        reference.startsWith("sha256:") ? reference : digest(repository, reference).orElse("");
    var found = manifests.get(repository + "@" + digest);
    if (found == null) {
      refuse(exchange, 404, "MANIFEST_UNKNOWN", "manifest unknown");
      return;
    }
    exchange.getResponseHeaders().add("Docker-Content-Digest", found.digest());
    send(exchange, 200, found.mediaType(), found.content());
  }

  private static void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    send(
        exchange,
        status,
        "application/json",
        "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(code, message));
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}

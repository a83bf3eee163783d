package dev.slipway.deployments.registry;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests to one registry for one repository: answers its challenge once, follows a redirect once
/// and never takes credentials to another host.
class RegistryConnection {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client;
  private final RegistryHops hops;
  private final RegistryAddress address;
  private final String repository;
  private final Allowance allowance;
  private @Nullable String authorization;

  RegistryConnection(
      HttpClient client,
      RegistryHops hops,
      RegistryAddress address,
      String repository,
      Allowance allowance) {
    this.client = client;
    this.hops = hops;
    this.address = address;
    this.repository = repository;
    this.allowance = allowance;
  }

  HttpResponse<byte[]> head(String path, String accept) throws RegistryUnavailable {
    return ask("HEAD", path, accept);
  }

  HttpResponse<byte[]> get(String path, String accept) throws RegistryUnavailable {
    return ask("GET", path, accept);
  }

  static JsonNode json(HttpResponse<byte[]> response) throws RegistryUnavailable {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new RegistryUnavailable("the registry's answer is not JSON", e);
    }
  }

  private HttpResponse<byte[]> ask(String method, String path, String accept)
      throws RegistryUnavailable {
    var uri = address.at(path);
    var response = send(method, uri, accept, authorization);
    if (response.statusCode() == 401) {
      authorization = answer(response);
      response = send(method, uri, accept, authorization);
    }
    return isRedirect(response) ? follow(method, uri, accept, response) : response;
  }

  private HttpResponse<byte[]> follow(
      String method, URI from, String accept, HttpResponse<byte[]> redirect)
      throws RegistryUnavailable {
    var location = redirect.headers().firstValue("Location").orElse("");
    try {
      var to = from.resolve(location);
      return send(method, to, accept, address.isSameHost(to) ? authorization : null);
    } catch (IllegalArgumentException e) {
      throw new RegistryUnavailable("the registry redirects to nowhere", e);
    }
  }

  /// Gets a token from the service that the registry names, or answers with name and password.
  private @Nullable String answer(HttpResponse<byte[]> refused) throws RegistryUnavailable {
    var challenge = Challenge.parse(refused.headers().firstValue("WWW-Authenticate").orElse(""));
    return switch (challenge.scheme()) {
      case "basic" -> basic();
      case "bearer" -> bearer(challenge);
      default -> null;
    };
  }

  private String bearer(Challenge challenge) throws RegistryUnavailable {
    var realm = realm(challenge);
    var token =
        json(send("GET", realm, "application/json", address.trusts(realm) ? basic() : null));
    var text = token.path("token").asString(token.path("access_token").asString(""));
    if (text.isEmpty()) {
      throw new RegistryUnavailable("the registry's token service gives no token");
    }
    return "Bearer " + text;
  }

  private URI realm(Challenge challenge) throws RegistryUnavailable {
    var scope = challenge.get("scope");
    var query =
        "service="
            + encoded(challenge.get("service"))
            + "&scope="
            + encoded(scope.isEmpty() ? "repository:" + repository + ":pull" : scope);
    try {
      var written = challenge.get("realm");
      return URI.create(written + (written.indexOf('?') < 0 ? "?" : "&") + query);
    } catch (IllegalArgumentException e) {
      throw new RegistryUnavailable("the registry names no usable token service", e);
    }
  }

  private @Nullable String basic() {
    var registry = address.registry();
    if (registry == null || registry.username() == null) {
      return null;
    }
    var password = registry.password() == null ? "" : registry.password();
    var pair = (registry.username() + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private HttpResponse<byte[]> send(
      String method, URI uri, String accept, @Nullable String authorization)
      throws RegistryUnavailable {
    var limit = allowance.next();
    hops.require(uri, address.registry());
    var request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(limit)
            .header("Accept", accept)
            .header("User-Agent", "slipway");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    var answer =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), allowance.bytes()));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new RegistryUnavailable(
          "the registry did not answer in " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new RegistryUnavailable("the registry cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailable("interrupted", e);
    }
  }

  private static boolean isRedirect(HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

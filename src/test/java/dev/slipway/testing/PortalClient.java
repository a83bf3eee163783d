package dev.slipway.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person's session over plain HTTP, as a script with cookies would use it.
public final class PortalClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String baseUrl;
  private final HttpClient http;
  private String csrf = "";

  private PortalClient(String baseUrl) {
    this(
        baseUrl,
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build());
  }

  private PortalClient(String baseUrl, HttpClient http) {
    this.baseUrl = baseUrl;
    this.http = http;
  }

  /// The same session at another replica.
  public PortalClient at(String otherUrl) {
    var other = new PortalClient(otherUrl, http);
    other.csrf = csrf;
    return other;
  }

  /// Signs in as one of the demonstration's people.
  public static PortalClient signedIn(String baseUrl, String handle)
      throws IOException, InterruptedException {
    var client = new PortalClient(baseUrl);
    client.refreshToken("/sign-in");
    var answer = client.submit("/sign-in/people", Map.of("person", handle));
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException("sign-in answered " + answer.statusCode());
    }
    client.refreshToken("/me");
    return client;
  }

  public Document page(String path) throws IOException, InterruptedException {
    return Jsoup.parse(get(path).body(), baseUrl);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> submit(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    var body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return http.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body + "&_csrf=" + encode(csrf)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Sends JSON to the API and reads the answer, whatever its status.
  public Answer send(String path, Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    headers.forEach(request::header);
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  public JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .timeout(Duration.ofSeconds(60))
        .header("X-CSRF-TOKEN", csrf);
  }

  private void refreshToken(String path) throws IOException, InterruptedException {
    var field = page(path).selectFirst("input[name=_csrf]");
    if (field == null) {
      throw new IllegalStateException("no CSRF token on " + path);
    }
    csrf = field.val();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }

  /// Status and body of an API answer.
  public record Answer(int status, JsonNode body) {}
}

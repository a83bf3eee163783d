package dev.slipway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Somebody at a browser without script: keeps cookies, sends the form token of the last page,
/// follows no redirect by itself.
public class Visitor {

  private final int port;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private String formToken = "";

  public Visitor(int port) {
    this.port = port;
  }

  /// One of the people of the sandbox, signed in by a click.
  public static Visitor signedIn(int port, String handle) {
    var visitor = new Visitor(port);
    visitor.get("/sign-in");
    var answer = visitor.post("/sign-in/people", Map.of("person", handle));
    if (answer.statusCode() != 302 && answer.statusCode() != 303) {
      throw new AssertionError("sign-in as " + handle + " answered " + answer.statusCode());
    }
    visitor.get("/me");
    return visitor;
  }

  public HttpResponse<String> get(String path, String... headers) {
    var answer = send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    var token = page(answer).selectFirst("meta[name=csrf]");
    if (token != null) {
      formToken = token.attr("content");
    }
    return answer;
  }

  public HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
    return postWithToken(formToken, path, form, headers);
  }

  public HttpResponse<String> postWithToken(
      String token, String path, Map<String, String> form, String... headers) {
    var body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    var all = new java.util.ArrayList<>(java.util.List.of(headers));
    all.add("Content-Type");
    all.add("application/x-www-form-urlencoded");
    var withToken = token.isEmpty() ? body : body + "&_csrf=" + encode(token);
    return send(
        "POST", path, HttpRequest.BodyPublishers.ofString(withToken), all.toArray(String[]::new));
  }

  public HttpResponse<String> send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  public String formToken() {
    return formToken;
  }

  /// The value of the session cookie, or an empty string.
  public String session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("slipway"))
        .map(java.net.HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  public static Document page(HttpResponse<String> answer) {
    return Jsoup.parse(answer.body());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Opens an event stream and keeps what it says until it is closed.
  public Listener listen(String path) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    var answer = sent(request, HttpResponse.BodyHandlers.ofInputStream());
    return new Listener(answer.body());
  }

  private <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// An open event stream.
  public static final class Listener implements AutoCloseable {

    private static final Pattern RELOAD = Pattern.compile("event:reload\ndata:(\\S+)");

    private final InputStream stream;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    private Listener(InputStream stream) {
      this.stream = stream;
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (var lines = new Scanner(stream, StandardCharsets.UTF_8)) {
        while (lines.hasNextLine()) {
          heard.add(lines.nextLine());
        }
      }
    }

    public String text() {
      return String.join("\n", heard);
    }

    /// Ids of the parts that the page was told to read again.
    public Set<String> reloads() {
      return RELOAD
          .matcher(text())
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    }

    @Override
    public void close() {
      try {
        stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

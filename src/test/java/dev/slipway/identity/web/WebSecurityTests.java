package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Attacks on sign-in, sessions, forms and headers.
@SlipwayTest
class WebSecurityTests {

  @LocalServerPort int port;
  @Autowired People people;
  @Autowired JdbcClient jdbc;
  @Autowired Environment environment;

  @Test
  @Negative({40, 43})
  void everyAnswerCarriesTheHeaders() throws IOException {
    var noor = Visitor.signedIn(port, "noor");
    for (var answer :
        List.of(
            noor.get("/audit"),
            noor.get("/audit", "HX-Request", "true"),
            noor.get("/people/nobody-here"),
            noor.get("/no/such/page"),
            noor.get("/api/v1/audit?cursor=bad"),
            noor.get("/audit/export?format=csv&range=24h"),
            noor.postWithToken("bad", "/sign-out", Map.of()),
            new Visitor(port).get("/sign-in"),
            new Visitor(port).get("/audit"),
            new Visitor(port).get("/api/v1/audit"))) {
      var headers = answer.headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(answer.uri().toString())
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
      assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
      assertThat(headers.firstValue("Content-Type").orElse("text/html")).isNotEmpty();
    }
    assertThat(raw("GET /%2e%2e/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
  }

  @Test
  @Negative(39)
  @Promise("P20")
  void aFormWithoutItsTokenOrFromElsewhereIsRefused() {
    var vera = Visitor.signedIn(port, "vera");
    var other = Visitor.signedIn(port, "vera");

    assertThat(vera.postWithToken("", "/sign-out", Map.of()).statusCode()).isEqualTo(403);
    assertThat(vera.postWithToken(other.formToken(), "/sign-out", Map.of()).statusCode())
        .isEqualTo(403);
    for (var site : List.of("cross-site", "same-site", "none")) {
      assertThat(vera.post("/sign-out", Map.of(), "Sec-Fetch-Site", site).statusCode())
          .isEqualTo(403);
    }
    assertThat(vera.post("/sign-out", Map.of(), "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    var json =
        vera.send(
            "POST",
            "/sign-out",
            HttpRequest.BodyPublishers.ofString("{}"),
            "Content-Type",
            "text/plain");
    assertThat(json.statusCode()).isEqualTo(403);
    assertThat(vera.get("/me").statusCode()).isEqualTo(200);
    assertThat(refusals("request.send")).isPositive();
    assertThat(vera.post("/sign-out", Map.of(), "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(302);
  }

  @ParameterizedTest
  @Negative(40)
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/..//x",
        "/a/..//evil.example",
        "\\\\evil.example",
        "/x\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        " /x",
        "",
      })
  void signInLeadsToNoOtherSite(String next) {
    var visitor = new Visitor(port);
    visitor.get("/sign-in");

    var answer = visitor.post("/sign-in/people", Map.of("person", "vera", "next", next));

    assertThat(answer.headers().firstValue("Location")).hasValue("/");
  }

  @Test
  @Negative(37)
  void anOldSessionIsWorthNothing() {
    var visitor = new Visitor(port);
    visitor.get("/sign-in");
    var before = visitor.session();
    visitor.post("/sign-in/people", Map.of("person", "vera"));
    visitor.get("/me");
    var during = visitor.session();
    assertThat(during).isNotEqualTo(before);
    assertThat(asSession(before, "/me").statusCode()).isEqualTo(303);
    assertThat(asSession(during, "/me").statusCode()).isEqualTo(200);

    visitor.post("/sign-out", Map.of());

    assertThat(asSession(during, "/me").statusCode()).isEqualTo(303);
    assertThat(asSession(during, "/api/v1/audit").statusCode()).isEqualTo(401);
  }

  @Test
  void anExpiredSessionOfAFragmentLeadsTheWholePageToSignIn() {
    var answer =
        new Visitor(port)
            .get(
                "/audit/x",
                "HX-Request",
                "true",
                "HX-Current-URL",
                "http://localhost:" + port + "/audit?q=a");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Redirect"))
        .hasValue("/sign-in?next=%2Faudit%3Fq%3Da");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  @Negative({48, 49})
  void guessingIsLimitedButNeverLocksOutForEver() {
    var handle = "guess-" + UUID.randomUUID().toString().substring(0, 8);
    people.register(handle, "Guessed", Actor.SYSTEM);
    var visitor = new Visitor(port);
    visitor.get("/sign-in");
    for (var i = 0; i < 12; i++) {
      var spelled = i % 2 == 0 ? handle : handle.toUpperCase(java.util.Locale.ROOT) + " ";
      var answer = visitor.post("/sign-in", Map.of("name", spelled, "password", "wrong " + i));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("That did not work").doesNotContain("too many");
    }
    assertThat(visitor.post("/sign-in", Map.of("name", "a\0b", "password", "x")).statusCode())
        .isIn(400, 401);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from audit.audit_event
                    where subject_id = :name and outcome = 'DENIED' and reason = 'too many attempts'
                    """)
                .param("name", handle)
                .query(Long.class)
                .single())
        .as("the rest is summed up per address and minute")
        .isLessThanOrEqualTo(1);
    // The window slides: once the failures are old, nothing is left of them.
    jdbc.sql(
            "update sign_in_attempt set at = at - interval '16 minutes' where name = :name or true")
        .param("name", handle)
        .update();
    visitor.post("/sign-in", Map.of("name", handle, "password", "wrong again"));
    assertThat(refusals("session.start")).isPositive();
  }

  @Test
  @Negative(60)
  void anotherHostNameReachesNothing() throws IOException {
    for (var host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.nip.example")) {
      assertThat(raw("GET /sign-in HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 421");
    }
    assertThat(
            raw(
                String.join(
                    "\r\n",
                    "GET /sign-in HTTP/1.1",
                    "Host: localhost:1",
                    "X-Forwarded-Host: evil.example",
                    "X-Remote-User: sam",
                    "Impersonate-User: sam",
                    "Connection: close",
                    "",
                    "")))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("evil.example");
  }

  @ParameterizedTest
  @Negative(50)
  @ValueSource(
      strings = {
        "/audit/",
        "//audit",
        "/audit;x=1",
        "/AUDIT",
        "/%61udit",
        "/audit%00",
        "/./audit",
        "/x/../audit",
        "/audit.",
        "/sign-in/../audit",
        "/css/../audit",
        "/css/..%2faudit",
      })
  void spellingAPathDifferentlyOpensNothing(String path) throws IOException {
    var answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).doesNotContain("Who did what").doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  @Negative(59)
  void nothingOfTheFrameworkIsReachable() {
    var management = environment.getRequiredProperty("local.management.port", Integer.class);
    for (var path :
        List.of(
            "/actuator",
            "/actuator/env",
            "/env",
            "/heapdump",
            "/loggers",
            "/configprops",
            "/error",
            "/v3/api-docs",
            "/swagger-ui.html",
            "/h2-console",
            "/prometheus")) {
      assertThat(Visitor.signedIn(port, "sam").get(path).statusCode()).as(path).isEqualTo(404);
      assertThat(new Visitor(port).get(path).statusCode()).as(path).isIn(303, 404);
      if (!path.equals("/prometheus")) {
        assertThat(new Visitor(management).get(path).statusCode()).as(path).isIn(401, 403, 404);
      }
    }
    assertThat(new Visitor(management).get("/livez").statusCode()).isEqualTo(200);
    assertThat(new Visitor(management).get("/readyz").statusCode()).isEqualTo(200);
    assertThat(new Visitor(management).get("/prometheus").statusCode()).isEqualTo(200);
    assertThat(new Visitor(management).get("/audit").statusCode()).isIn(401, 403, 404);
  }

  private long refusals(String action) {
    return jdbc.sql(
            "select count(*) from audit.audit_event where action = :action and outcome = 'DENIED'")
        .param("action", action)
        .query(Long.class)
        .single();
  }

  private HttpResponse<String> asSession(String session, String path) {
    return new Visitor(port).get(path, "Cookie", "slipway=" + session);
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

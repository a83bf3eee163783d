package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What no browser and no honest program sends is refused by its form, before it is worked on:
/// never an answer that blames the portal, never a stack trace in the log.
@SlipwayTest
@ExtendWith(OutputCaptureExtension.class)
class HostileRequestTests {

  private static final String PLANS = "/api/v1/plans";
  private static final String BACKSLASH = "\\";

  @LocalServerPort int port;
  private Visitor ada;

  @BeforeEach
  void signIn() {
    ada = Visitor.signedIn(port, "ada");
  }

  @Test
  @Negative(47)
  void aBodyBeyondTheLimitIsRefusedWithItsLengthOrWithout() {
    var large = plan("\"reason\": \"" + "a".repeat(1_100_000) + "\"");

    for (var body : new BodyPublisher[] {BodyPublishers.ofString(large), chunked(large)}) {
      var answer = json(PLANS, body);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("\"requestId\"", "Send less at once");
    }
  }

  @Test
  @Negative(47)
  void aFormBeyondTheLimitIsRefused() {
    assertThat(ada.post("/theme", Map.of("theme", "a".repeat(3_000_000))).statusCode())
        .isEqualTo(413);
    assertThat(form("a".repeat(1_000) + "&", 3_000).statusCode()).isEqualTo(413);
  }

  @Test
  @Negative(47)
  void aFormOfTooManyFieldsIsRefused() {
    assertThat(form("a=b&", 100_000).statusCode()).isIn(400, 413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reason\": \"a NUL %su0000 here\"",
        "\"reason\": \"half a pair %sud83d here\"",
        "\"reason\": \"why\", \"acknowledged\": [\"%su0000\"]",
        "\"reason\": \"why\", \"replicas\": 0.9",
        "\"reason\": \"why\", \"replicas\": \"5\"",
        "\"reason\": \"why\", \"reason\": \"because\"",
      })
  void jsonThatCouldMeanSomethingElseIsRefused(String field, CapturedOutput log) {
    var answer = json(PLANS, BodyPublishers.ofString(plan(field.replace("%s", BACKSLASH))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"type\":\"invalid-request\"");
    assertThat(log).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/sign-in?a=%zz", "/sign-in?next=%00", "/sign-in?%00=a", "/api/v1/audit?q=%00"})
  void aQueryThatIsNoTextIsRefused(String address, CapturedOutput log) throws IOException {
    var answer =
        raw("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer).contains("The request could not be read");
    assertThat(log).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/audit", "/api/v1/deployments"})
  void aMomentThatNobodyLivesToSeeIsRefused(String address) {
    var answer = ada.get(address + "?from=%2B1000000000-12-31T23:59:59Z");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void aFormFieldThatIsNoTextIsRefused(CapturedOutput log) {
    assertThat(ada.post("/theme", Map.of("theme", "da\0rk")).statusCode()).isEqualTo(400);
    assertThat(log).doesNotContain("\tat ");
  }

  @Test
  void aFormOfPartsWithoutTheirBoundaryIsRefused(CapturedOutput log) {
    var answer =
        new Visitor(port)
            .send(
                "POST",
                "/sign-in",
                BodyPublishers.ofString("a"),
                "Content-Type",
                "multipart/form-data");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(log).doesNotContain("\tat ");
  }

  @Test
  void aSessionCookieThatWeNeverGaveIsNoSession(CapturedOutput log) {
    var answer = new Visitor(port).get("/sign-in", "Cookie", "slipway=AAAA");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(log).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%00", "/a%2fb", "/large"})
  void whatTheContainerRefusesIsPlainAndGuarded(String address) throws IOException {
    var large = address.equals("/large") ? "X-Large: " + "a".repeat(20_000) + "\r\n" : "";
    var answer =
        raw(
            "GET "
                + address
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + large
                + "Connection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("X-Content-Type-Options: nosniff")
        .contains("Content-Security-Policy: default-src 'none'")
        .contains("Content-Type: text/plain")
        .contains("The request could not be read.")
        .doesNotContain("<html")
        .doesNotContain("Tomcat")
        .doesNotContain("\tat ");
  }

  @Test
  void theApiSaysWhichContentItTakes() {
    var answer =
        ada.send(
            "POST",
            PLANS,
            BodyPublishers.ofString("a"),
            "Content-Type",
            "text/plain",
            "X-CSRF-TOKEN",
            ada.formToken());

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("application/json").doesNotContain("form on the page");
  }

  private static String plan(String field) {
    return """
    {"service": "quiz", "environment": "production", "kind": "scale", %s}\
    """
        .formatted(field);
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> json(String path, BodyPublisher body) {
    return ada.send(
        "POST", path, body, "Content-Type", "application/json", "X-CSRF-TOKEN", ada.formToken());
  }

  private HttpResponse<String> form(String field, int times) {
    return ada.send(
        "POST",
        "/theme",
        chunked(field.repeat(times)),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "X-CSRF-TOKEN",
        ada.formToken());
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

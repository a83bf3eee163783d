package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.runtime.TrustedCertificates;
import dev.slipway.testing.Negative;
import dev.slipway.testing.TestAuthority;
import dev.slipway.testing.TextServer;
import dev.slipway.verification.HttpProbe.BodyMatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests to real servers on loopback that answer well, wrongly, late, without end or not at all.
class HttpTriesTests {

  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void anAnswerAsExpectedPasses() {
    try (var service = new AnsweringService()) {
      var brought = ask(probe("GET", service.url(), "200-299", BodyMatch.CONTAINS, "\"up\""));
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.PASSED);
      assertThat(brought.status()).isEqualTo(200);
      assertThat(brought.why()).isEmpty();
      assertThat(ask(probe("HEAD", service.url(), "200", BodyMatch.ANY, "")).outcome())
          .isEqualTo(SampleOutcome.PASSED);
      assertThat(service.asked()).isEqualTo(2);
    }
  }

  @Test
  void aStatusThatIsNotExpectedFailsAndIsNamed() {
    try (var service = new AnsweringService()) {
      service.answers(503, "a-secret-of-the-answer");
      var brought = ask(probe("GET", service.url(), "200", BodyMatch.ANY, ""));
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(brought.status()).isEqualTo(503);
      assertThat(brought.why()).isEqualTo("It answered 503 (expected: 200).");
    }
  }

  @Test
  void aBodyIsJudgedAndNeverShown() {
    try (var service = new AnsweringService()) {
      service.answers(200, "a-secret-of-the-answer");
      var brought = ask(probe("GET", service.url(), "200", BodyMatch.PATTERN, "^up$"));
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(brought.why()).contains("^up$").doesNotContain("a-secret");
    }
  }

  /// Where it leads is not asked, and not shown either: it may carry a key.
  @Test
  @Negative(51)
  void aRedirectToMetadataIsNotFollowed() throws Exception {
    try (var server =
        TextServer.answering(
            "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data/?key=k\r\n\r\n")) {
      var brought = ask(probe("GET", at(server), "200", BodyMatch.ANY, ""));
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(brought.status()).isEqualTo(302);
      assertThat(brought.why()).contains("not followed").doesNotContain("169.254", "key");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void ofAHugeBodyOnlyTheBeginningIsRead() throws Exception {
    var text =
        "HTTP/1.1 200 OK\r\nContent-Length: 500000000000\r\n\r\n" + "x".repeat(70_000) + "up";
    try (var server = TextServer.answering(text)) {
      var brought = ask(probe("GET", at(server), "200", BodyMatch.CONTAINS, "up"));
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(brought.why()).contains("first 64 kB");
      assertThat(ask(probe("GET", at(server), "200", BodyMatch.CONTAINS, "xxx")).outcome())
          .isEqualTo(SampleOutcome.PASSED);
    }
  }

  @Test
  void aBodyThatComesTooSlowlyFailsWhenItsTimeIsOver() throws Exception {
    try (var slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> beginsAndWaits(slow));
      var url = "http://127.0.0.1:" + slow.getLocalPort() + "/";
      var brought = tries(true).ask(probe("GET", url, "200", BodyMatch.CONTAINS, "up"), SHORT);
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(brought.why()).contains("No whole answer");
      // Without a look into the body its status suffices.
      assertThat(tries(true).ask(probe("GET", url, "200", BodyMatch.ANY, ""), PATIENT).outcome())
          .isEqualTo(SampleOutcome.PASSED);
    }
  }

  @Test
  void aServiceThatTakesTheConnectionAndSaysNothingFails() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      var brought = tries(true).ask(probe("GET", url, "200", BodyMatch.ANY, ""), SHORT);
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(brought.status()).isNull();
      assertThat(brought.why()).contains("No whole answer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nup"})
  void anAnswerThatIsNoneFails(String text) throws Exception {
    try (var server = TextServer.answering(text)) {
      var brought = ask(probe("GET", at(server), "200", BodyMatch.CONTAINS, "up"));
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
      assertThat(brought.why()).contains("not whole");
    }
  }

  @Test
  void aHostThatRefusesTheConnectionFails() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    var brought = ask(probe("GET", "http://127.0.0.1:" + port + "/", "200", BodyMatch.ANY, ""));
    assertThat(brought.outcome()).isEqualTo(SampleOutcome.FAILED);
    assertThat(brought.why()).contains("nobody listens");
  }

  /// What the portal's own network cannot do says nothing of the service.
  @Test
  void aNameThatIsNotKnownIsNoFaultOfTheService() {
    var brought = ask(probe("GET", "https://gone.example.org/", "200", BodyMatch.ANY, ""));
    assertThat(brought.outcome()).isEqualTo(SampleOutcome.ERROR);
    assertThat(brought.why()).contains("not known to the portal's network");
  }

  @Test
  void aCertificateThatThePortalDoesNotTrustIsNoFaultOfTheService(@TempDir Path folder)
      throws Exception {
    var authority = new TestAuthority(folder);
    try (var server = TextServer.answeringOver(authority.server("here", "ip:127.0.0.1"))) {
      var url = "https://127.0.0.1:" + server.port() + "/";
      var brought = ask(probe("GET", url, "200", BodyMatch.ANY, ""));
      assertThat(brought.outcome()).isEqualTo(SampleOutcome.ERROR);
      assertThat(brought.why()).contains("certificate");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://10.0.0.7/",
        "http://127.0.0.1:9/",
        "http://intern.corp.example/",
        "http://metadata.corp.example/",
      })
  @Negative(51)
  void withoutAWordOfWhoeverRunsThePortalOnlyPublicHostsAreAsked(String url) {
    var brought = tries(false).ask(probe("GET", url, "200", BodyMatch.ANY, ""), PATIENT);
    assertThat(brought.outcome()).isEqualTo(SampleOutcome.ERROR);
    assertThat(brought.why()).contains("does not call", "slipway.verification.hosts");
  }

  @Test
  @Negative(51)
  void aHostThatIsNamedMayBeInsideAndMetadataNever() throws Exception {
    var hosts = List.of("127.0.0.1", "*.corp.example", "169.254.169.254");
    try (var service = new AnsweringService()) {
      assertThat(
              tries(false, hosts)
                  .ask(probe("GET", service.url(), "200", BodyMatch.ANY, ""), PATIENT)
                  .outcome())
          .isEqualTo(SampleOutcome.PASSED);
    }
    for (var url : List.of("http://169.254.169.254/", "http://metadata.corp.example/")) {
      assertThat(tries(false, hosts).ask(probe("GET", url, "200", BodyMatch.ANY, ""), PATIENT))
          .matches(brought -> brought.outcome() == SampleOutcome.ERROR)
          .matches(brought -> brought.why().contains("does not call"));
    }
    // A name that ends as many names do leads into the company's networks, not to this host.
    assertThat(
            tries(false, List.of("*.corp.example"))
                .ask(probe("GET", "http://here.corp.example/", "200", BodyMatch.ANY, ""), PATIENT)
                .why())
        .contains("does not call");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:secret@www.example.org/",
        "https://www.example.org/health?token=abc",
        "https://www.example.org/#part",
        "ftp://www.example.org/",
        "www.example.org",
        "https://0x7f.1/",
      })
  void anAddressThatMayHoldASecretIsRefused(String url) {
    assertThatThrownBy(() -> probe("GET", url, "200", BodyMatch.ANY, ""))
        .isInstanceOfSatisfying(
            FieldRefused.class,
            refused -> {
              assertThat(refused.field()).isEqualTo("url");
              assertThat(refused.detail()).doesNotContain("secret@", "abc");
            });
  }

  private static SmokeTry ask(HttpProbe probe) {
    return tries(true).ask(probe, PATIENT);
  }

  private static HttpTries tries(boolean own) {
    return tries(own, List.of());
  }

  private static HttpTries tries(boolean own, List<String> hosts) {
    return new HttpTries(
        new CheckedHosts(
            own, hosts, TrustedCertificates.sockets((Path) null), HttpTriesTests::resolved));
  }

  /// Says that ten characters follow, sends one, and holds the connection.
  private static void beginsAndWaits(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        // Left open on purpose: whoever asked hangs up.
        var socket = listening.accept();
        var text = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nu";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      } catch (IOException _) {
        return;
      }
    }
  }

  /// Names of a world of our own.
  private static InetAddress[] resolved(String host) throws UnknownHostException {
    var address =
        switch (host) {
          case "intern.corp.example" -> "10.1.2.3";
          case "metadata.corp.example" -> "169.254.169.254";
          case "here.corp.example" -> "127.0.0.1";
          default -> host;
        };
    if (!address.matches("[0-9.]+")) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getAllByName(address);
  }

  private static HttpProbe probe(
      String method, String url, String expected, BodyMatch match, String text) {
    return HttpProbe.of(method, url, expected, match, text);
  }

  private static String at(TextServer server) throws IOException {
    return "http://127.0.0.1:" + server.port() + "/health";
  }
}

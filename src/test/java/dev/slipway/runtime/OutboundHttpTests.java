package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.OutboundAddresses.Reach;
import dev.slipway.testing.Negative;
import dev.slipway.testing.TestAuthority;
import dev.slipway.testing.TextServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTests {

  private static final SSLSocketFactory SOCKETS = TrustedCertificates.sockets((Path) null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nCONTENT-LENGTH:5\r\n\r\nhello",
      })
  void aBodyIsReadHoweverItsLengthIsTold(String raw) throws IOException {
    var answer = answer(raw, 64);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(answer.cut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 500000000000\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\nfffffffffffffff\r\nlo",
        "HTTP/1.1 200 OK\r\n\r\nhello",
      })
  void aLongBodyIsCutWhereTheRoomEnds(String raw) throws IOException {
    var answer = answer(raw, 4);
    assertThat(answer.body()).isEqualTo("hell");
    assertThat(answer.cut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nhel\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\nhello",
        "HTTP/2 200\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
      })
  void whatIsNoWholeAnswerIsAFailure(String raw) {
    assertThatThrownBy(() -> answer(raw, 64)).isInstanceOf(IOException.class);
  }

  @Test
  void headersWithoutEndAreAFailure() {
    var many = "X: y\r\n".repeat(10_000);
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\n" + many, 64))
        .hasMessageContaining("too many headers");
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000), 64))
        .hasMessageContaining("too long");
  }

  @Test
  void anAnswerThatDripsEndsWithItsTime() throws Exception {
    try (var server = TextServer.dripping("HTTP/1.1 200 OK\r\n\r\n")) {
      assertThatThrownBy(() ->
              http(Reach.LOOPBACK)
                  .send(
                      call(server.port(), Map.of()),
                      new OutboundHttp.Limits(
                          Duration.ofSeconds(5), Duration.ofMillis(300), 1 << 30)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void theRequestIsWhole() throws Exception {
    try (var server = TextServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      var call = call(server.port(), Map.of("Authorization", "Bearer abc"));
      assertThat(http(Reach.LOOPBACK).send(call, limits(64)).status()).isEqualTo(204);
      assertThat(server.asked())
          .singleElement()
          .asString()
          .startsWith("POST /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
          .contains("\r\nContent-Length: 2\r\n", "\r\nAuthorization: Bearer abc\r\n")
          .endsWith("\r\n\r\nhi");
    }
  }

  @Test
  @Negative(51)
  void aHeaderCannotBeginAnother() throws Exception {
    try (var server = TextServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      var call = call(server.port(), Map.of("Authorization", "Bearer a\r\nX-Other: b"));
      assertThatThrownBy(() -> http(Reach.LOOPBACK).send(call, limits(64)))
          .isInstanceOf(OutboundRefused.class)
          .hasMessageContaining("Authorization")
          .hasMessageNotContaining("Bearer");
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  @Negative(51)
  void loopbackIsNotCalledAndANameIsLookedUpOnce() throws Exception {
    try (var server = TextServer.answering("HTTP/1.1 200 OK\r\n\r\nhello")) {
      assertThatThrownBy(() -> http(Reach.NETWORK).send(call(server.port(), Map.of()), limits(64)))
          .isInstanceOf(OutboundRefused.class);
      assertThat(server.asked()).isEmpty();

      var looks = new AtomicInteger();
      var moving =
          new OutboundHttp(
              new OutboundAddresses(
                  Reach.LOOPBACK,
                  _ -> {
                    looks.incrementAndGet();
                    return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
                  }),
              SOCKETS);
      var url = OutboundUrl.parse("http://metrics.example:" + server.port() + "/");
      moving.send(new OutboundHttp.Call("GET", url, Map.of(), ""), limits(64));
      assertThat(looks).hasValue(1);
      assertThat(server.asked()).singleElement().asString().contains("Host: metrics.example:");
    }
  }

  @Test
  void anAddressThatTakesNoConnectionIsFollowedByTheNext() throws Exception {
    try (var server = TextServer.answering("HTTP/1.1 200 OK\r\n\r\nhello")) {
      var both =
          new InetAddress[] {
            InetAddress.ofLiteral("127.9.9.9"), InetAddress.ofLiteral("127.0.0.1")
          };
      var http = new OutboundHttp(new OutboundAddresses(Reach.LOOPBACK, _ -> both), SOCKETS);
      assertThat(http.send(call(server.port(), Map.of()), limits(64)).status()).isEqualTo(200);
    }
  }

  @Test
  void aServerMustShowACertificateOfItsNameFromATrustedAuthority(@TempDir Path folder)
      throws Exception {
    var authority = new TestAuthority(folder);
    try (var good = TextServer.answeringOver(authority.server("good", "ip:127.0.0.1"));
        var other = TextServer.answeringOver(authority.server("other", "dns:else.example"))) {
      var trusting =
          new OutboundHttp(
              new OutboundAddresses(Reach.LOOPBACK, InetAddress::getAllByName),
              TrustedCertificates.sockets(authority.certificate()));
      assertThat(trusting.send(secure(good.port()), limits(64)).body()).isEqualTo("hello");
      assertThatThrownBy(() -> trusting.send(secure(other.port()), limits(64)))
          .isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> http(Reach.LOOPBACK).send(secure(good.port()), limits(64)))
          .isInstanceOf(SSLException.class);
    }
  }

  private static OutboundHttp.Answer answer(String raw, int bytes) throws IOException {
    try (var server = TextServer.answering(raw)) {
      return http(Reach.LOOPBACK).send(call(server.port(), Map.of()), limits(bytes));
    }
  }

  private static OutboundHttp http(Reach reach) {
    return new OutboundHttp(new OutboundAddresses(reach, InetAddress::getAllByName), SOCKETS);
  }

  private static OutboundHttp.Call call(int port, Map<String, String> headers) {
    var url = OutboundUrl.parse("http://127.0.0.1:" + port + "/a?b=c");
    return new OutboundHttp.Call("POST", url, headers, "hi");
  }

  private static OutboundHttp.Call secure(int port) {
    var url = OutboundUrl.parse("https://127.0.0.1:" + port + "/");
    return new OutboundHttp.Call("GET", url, Map.of(), "");
  }

  private static OutboundHttp.Limits limits(int bytes) {
    return new OutboundHttp.Limits(Duration.ofSeconds(10), Duration.ofSeconds(20), bytes);
  }
}

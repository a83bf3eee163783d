package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.OutboundAddresses.Reach;
import dev.slipway.testing.TestAuthority;
import dev.slipway.testing.TextServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which certificate a host serves, seen without trusting it.
class OutboundTlsTests {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void theEndIsSeenAndTheNameIsCheckedWhoeverIssuedIt(@TempDir Path folder) throws Exception {
    var authority = new TestAuthority(folder);
    try (var good =
            TextServer.answeringOver(authority.server("good", "ip:127.0.0.1", "-validity", "20"));
        var other = TextServer.answeringOver(authority.server("other", "dns:else.example"))) {
      var seen = look(good.port());
      assertThat(seen.covers()).isTrue();
      // Nobody but the test trusts who issued it.
      assertThat(seen.trusted()).isFalse();
      assertThat(seen.notAfter())
          .isBetween(
              Instant.now().plus(Duration.ofDays(19)), Instant.now().plus(Duration.ofDays(20)));
      assertThat(look(other.port()).covers()).isFalse();
    }
  }

  @Test
  void whoSpeaksNoTlsServesNoCertificate() throws Exception {
    try (var plain = TextServer.answering("HTTP/1.1 200 OK\r\n\r\nhello")) {
      assertThatThrownBy(() -> look(plain.port())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAddressThatMayNotBeCalledIsNotCalled() {
    var tls = new OutboundTls(new OutboundAddresses(Reach.PUBLIC, InetAddress::getAllByName));
    for (var host : new String[] {"127.0.0.1", "10.0.0.1", "169.254.169.254"}) {
      assertThatThrownBy(() -> tls.look(OutboundUrl.parse("https://" + host), LONG, LONG))
          .isInstanceOf(OutboundRefused.class);
    }
  }

  private static OutboundTls.Served look(int port) throws IOException {
    return new OutboundTls(new OutboundAddresses(Reach.LOOPBACK, InetAddress::getAllByName))
        .look(OutboundUrl.parse("https://127.0.0.1:" + port), LONG, LONG);
  }
}

package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ClientAddressTests {

  private static final String INGRESS = "10.42.0.7";

  @Test
  @Negative(60)
  void whatAStrangerForwardsIsIgnored() throws Exception {
    assertThat(seen(List.of(), INGRESS, "198.51.100.9")).isEqualTo(INGRESS);
    assertThat(seen(List.of("10.42.0.0/16"), "203.0.113.5", "198.51.100.9"))
        .isEqualTo("203.0.113.5");
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.9, 198.51.100.9",
    "'6.6.6.6, 198.51.100.9', 198.51.100.9",
    "'198.51.100.9, 10.42.3.4', 198.51.100.9",
    "2001:db8::9, 2001:db8:0:0:0:0:0:9",
    "'198.51.100.9, unknown', 10.42.0.7",
    "'198.51.100.9, evil.example', 10.42.0.7",
    "'198.51.100.9,', 10.42.0.7",
    "10.42.3.4, 10.42.0.7",
  })
  @Negative(60)
  void theLastAddressBeforeTheTrustedOnesCounts(String header, String client) throws Exception {
    assertThat(seen(List.of("10.42.0.0/16"), INGRESS, header)).isEqualTo(client);
  }

  @Test
  void networksEndWhereTheirBitsEnd() {
    var network = Network.parse("10.42.16.0/20");
    assertThat(network.holds("10.42.31.255")).isTrue();
    assertThat(network.holds("10.42.32.0")).isFalse();
    assertThat(network.holds("::1")).isFalse();
    assertThat(Network.parse("2001:db8::/32").holds("2001:db8:ffff::1")).isTrue();
    assertThat(Network.parse("127.0.0.1").holds("127.0.0.2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingress.example", "10.42.0.0/0", "10.42.0.0/33", "10.42.0.0/x", ""})
  void aTrustedProxyIsAnAddress(String text) {
    assertThatThrownBy(() -> Network.parse(text)).hasMessageContaining("slipway.trusted-proxies");
  }

  private static String seen(List<String> trusted, String peer, String forwarded) throws Exception {
    var request = new MockHttpServletRequest("GET", "/");
    request.setRemoteAddr(peer);
    request.addHeader("X-Forwarded-For", forwarded);
    var chain = new MockFilterChain();
    new ClientAddress(new ProxyProperties(trusted))
        .doFilter(request, new MockHttpServletResponse(), chain);
    return java.util.Objects.requireNonNull(chain.getRequest()).getRemoteAddr();
  }
}

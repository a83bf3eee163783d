package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "gopher://example.com/",
        "ftp://example.com/",
        "javascript:alert(1)",
        "http://user:word@example.com/",
        "http://example.com@evil.example/",
        "http://a_b.example.com/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://example.com/#fragment",
        "http://example.com/a b",
        "http://example.com/\r\nHost: evil",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://-example.com/",
        "http://example..com/",
        "http:///path",
        "//example.com/",
        " http://example.com/",
      })
  @Negative(51)
  void anAddressThatParsersReadDifferentlyIsRefused(String url) {
    assertThatThrownBy(() -> OutboundUrl.parse(url)).isInstanceOf(OutboundRefused.class);
  }

  @Test
  void aPlainAddressIsTakenApart() {
    assertThat(OutboundUrl.parse("https://Hooks.Example.com/services/T0/B0?x=1"))
        .isEqualTo(new OutboundUrl(true, "hooks.example.com", 443, "/services/T0/B0?x=1"));
    assertThat(OutboundUrl.parse("http://10.1.2.3:8080"))
        .isEqualTo(new OutboundUrl(false, "10.1.2.3", 8080, "/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "::",
        "169.254.169.254",
        "fe80::1",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:1::1",
        "::127.0.0.1",
      })
  @Negative(51)
  void anAddressThatIsNoReceiverIsRefused(String address) throws UnknownHostException {
    var addresses = resolvingTo(address);
    assertThatThrownBy(() -> addresses.of("hooks.example.com")).isInstanceOf(OutboundRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.7", "192.168.1.1", "93.184.215.14", "2606:2800:21f::1", "fd12::1"})
  void privateAndPublicReceiversAreCalled(String address) throws UnknownHostException {
    assertThat(resolvingTo(address).of("hooks.example.com")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.7",
        "172.16.0.1",
        "172.31.255.254",
        "192.168.1.1",
        "100.64.0.1",
        "192.0.0.192",
        "198.19.0.1",
        "fd12::1",
        "127.0.0.1",
        "::1",
        "169.254.169.254",
        "::ffff:10.0.0.7",
      })
  @Negative(51)
  void whatAnybodyMayNameMustBePublic(String address) throws UnknownHostException {
    var addresses = resolvingTo(OutboundAddresses.Reach.PUBLIC, address);
    assertThatThrownBy(() -> addresses.of("evil.example")).isInstanceOf(OutboundRefused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:2800:21f::1"})
  void publicAddressesAreInReachOfEverybody(String address) throws UnknownHostException {
    assertThat(resolvingTo(OutboundAddresses.Reach.PUBLIC, address).of("example.com")).hasSize(1);
  }

  @Test
  @Negative(51)
  void oneBadAddressAmongSeveralIsEnough() throws UnknownHostException {
    var both =
        new InetAddress[] {InetAddress.ofLiteral("10.0.0.7"), InetAddress.ofLiteral("127.0.0.1")};
    assertThatThrownBy(() ->
            new OutboundAddresses(OutboundAddresses.Reach.NETWORK, _ -> both)
                .of("hooks.example.com"))
        .isInstanceOf(OutboundRefused.class);
  }

  private static OutboundAddresses resolvingTo(String address) {
    return resolvingTo(OutboundAddresses.Reach.NETWORK, address);
  }

  private static OutboundAddresses resolvingTo(OutboundAddresses.Reach reach, String address) {
    var resolved = new InetAddress[] {InetAddress.ofLiteral(address)};
    return new OutboundAddresses(reach, _ -> resolved);
  }
}

package dev.slipway.health;

import static dev.slipway.health.ResourceLevel.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundAddresses.Reach;
import dev.slipway.runtime.OutboundTls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a handshake tells, and with whom none is made.
class ServedCertificatesTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "P30D, true, true, OK, false",
    "P30D, true, false, OK, false",
    "P13D, true, true, WARNING, false",
    "P2D, true, true, CRITICAL, false",
    "PT0S, true, true, CRITICAL, true",
    "P30D, false, false, CRITICAL, true"
  })
  void aHostIsJudgedByTheCertificateThatItServes(
      Duration left, boolean covers, boolean trusted, ResourceLevel level, boolean felt) {
    var found =
        HostRules.of(
            new Handshake(new OutboundTls.Served(NOON.plus(left), covers, trusted), "", NOON),
            NOON);
    assertThat(found.level()).isEqualTo(level);
    assertThat(found.felt()).isEqualTo(felt);
    assertThat(found.reason().contains("refuses it")).isEqualTo(covers && !trusted);
  }

  @Test
  void aHostInTheNetworksOfTheCompanyIsNotCalledUnlessThatIsSet() throws Exception {
    var inside = InetAddress.getByAddress("api.emis.local", new byte[] {10, 0, 0, 7});
    var tls = new OutboundTls(new OutboundAddresses(Reach.PUBLIC, _ -> new InetAddress[] {inside}));
    var found = new ServedCertificates(tls, CLOCK, 9).look("api.emis.local");
    assertThat(found.served()).isNull();
    assertThat(found.trouble())
        .as("everybody reads it, so the address of a name inside is not in it")
        .contains("api.emis.local", "does not call")
        .doesNotContain("10.0.0.7");
    assertThat(HostRules.of(found, NOON).level()).isEqualTo(UNKNOWN);
  }

  @Test
  void aNameThatNobodyKnowsIsUnknownAndNoFault() {
    var tls =
        new OutboundTls(
            new OutboundAddresses(
                Reach.PUBLIC,
                host -> {
                  throw new UnknownHostException(host);
                }));
    assertThat(new ServedCertificates(tls, CLOCK, 9).look("gone.example").trouble())
        .contains("not known here");
  }

  @Test
  void whereHandshakesAreOffNobodyIsAsked() {
    var off = new ServedCertificates(null, CLOCK, 0);
    off.want("emis", Map.of(new Name("emis", "api"), List.of("api.emis.local")));
    off.round();
    assertThat(off.shown()).isEmpty();
    assertThat(off.unwatched("emis")).as("none is asked anyway").isEmpty();
  }

  @Test
  void noIngressPushesTheHostsOfOthersOutAndWhoseAreLeftIsSaid() {
    var tls =
        new OutboundTls(
            new OutboundAddresses(
                Reach.PUBLIC,
                host -> {
                  throw new UnknownHostException(host);
                }));
    var few = new ServedCertificates(tls, CLOCK, 6);
    var many = IntStream.range(0, 500).mapToObj("a%03d.emis.local"::formatted).toList();
    few.want(
        "emis",
        Map.of(
            new Name("loud", "a"), many,
            new Name("loud", "b"), List.of("b.emis.local"),
            new Name("quiet", "c"), List.of("z.emis.local", "y.emis.local")));
    few.want("voting", Map.of(new Name("vote", "d"), List.of("vote.local")));
    few.round();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(few.shown().keySet())
                .containsExactlyInAnyOrder(
                    "a000.emis.local",
                    "b.emis.local",
                    "a001.emis.local",
                    "y.emis.local",
                    "z.emis.local",
                    "vote.local"));
    assertThat(few.unwatched("emis"))
        .isEqualTo(
            "Hosts that are not asked for their certificates, because at most 6 are: loud 498.");
    assertThat(few.unwatched("voting")).isEmpty();
    few.keepOnly(Set.of("voting"));
    assertThat(few.unwatched("emis")).isEmpty();
  }
}

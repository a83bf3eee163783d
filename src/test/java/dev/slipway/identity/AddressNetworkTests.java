package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.AddressNetwork;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// A customer of IPv6 has 2^64 addresses and one budget of guesses.
@SlipwayTest
class AddressNetworkTests {

  @Autowired private SignInLimits limits;

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8::1, 2001:db8:0:0::/64",
    "2001:db8:0:0:1:2:3:4, 2001:db8:0:0::/64",
    "2001:DB8:0000::FFFF, 2001:db8:0:0::/64",
    "2001:db8:0:1::1, 2001:db8:0:1::/64",
    "::ffff:192.0.2.7, 192.0.2.7",
    "ingress, ingress",
    ", unknown"
  })
  void ofIpv6TheNetworkCountsHoweverItIsWritten(String address, String network) {
    assertThat(AddressNetwork.of(address)).isEqualTo(network);
  }

  @Test
  @Negative(49)
  void guessesFromManyAddressesOfOneNetworkAreLimitedTogether() {
    var unique = UUID.randomUUID().toString();
    var network = "2001:db8:%s:%s:".formatted(unique.substring(0, 4), unique.substring(4, 8));

    var admitted =
        IntStream.rangeClosed(1, 30)
            .filter(guess ->
                limits
                    .admit("guessed-" + unique, network + ":" + Integer.toHexString(guess))
                    .isPresent())
            .count();

    assertThat(admitted).isEqualTo(8);
  }
}

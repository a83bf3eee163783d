package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Guesses from one address and from many, where the address may be the ingress of everybody.
@SlipwayTest
class SignInLimitsTests {

  @Autowired SignInLimits limits;
  private final String unique = UuidV7.next().toString().substring(24);
  private final String ingress = "ingress-" + unique;

  @Test
  @Negative(49)
  void aThousandGuessesThroughTheIngressLockNobodyOutWhoSignedInThroughIt() {
    limits.succeeded(limits.admit(name("mira"), ingress).orElseThrow());

    var admitted = 0;
    for (var guess = 0; guess < 1_000; guess++) {
      if (limits.admit(name("guessed-" + guess % 100), ingress).isPresent()) {
        admitted++;
      }
    }

    assertThat(admitted).isLessThanOrEqualTo(8 * 100);
    assertThat(limits.admit(name("mira"), ingress)).as("known here").isPresent();
    assertThat(limits.admit(name("guessed-3"), "elsewhere-" + unique)).as("elsewhere").isPresent();
  }

  @Test
  @Negative(49)
  void aBrakedAddressLeavesEveryNameTwoTries() {
    for (var guess = 0; guess < 70; guess++) {
      limits.admit(name("guessed-" + guess), ingress);
    }

    assertThat(limits.admit(name("kofi"), ingress)).isPresent();
    assertThat(limits.admit(name("kofi"), ingress)).isPresent();
    assertThat(limits.admit(name("kofi"), ingress)).isEmpty();
  }

  @Test
  @Negative(49)
  void guessesFromManyAddressesAreLimitedPerNameAndSpareWhereThePersonSignsIn() {
    limits.succeeded(limits.admit(name("noor"), "desk-" + unique).orElseThrow());

    var admitted = 0;
    for (var guess = 0; guess < 1_000; guess++) {
      if (limits.admit(name("noor"), "bot-" + unique + "-" + guess).isPresent()) {
        admitted++;
      }
    }

    assertThat(admitted).isLessThanOrEqualTo(40);
    assertThat(limits.admit(name("noor"), "desk-" + unique)).isPresent();
  }

  private String name(String name) {
    return name + "-" + unique;
  }
}

package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Strangers who knock thousands of times.
class RefusedStrangersTests {

  private final List<AttemptRefused> trail = new ArrayList<>();
  private final Ticking clock = new Ticking();
  private final RefusedStrangers strangers =
      new RefusedStrangers(event -> trail.add((AttemptRefused) event), clock);

  @Test
  void anAddressGetsOneRowAMinuteWithTheCount() {
    for (int second = 0; second < 15; second++) {
      for (int knock = 0; knock < 200; knock++) {
        refused("192.0.2.7", "noor", "too many attempts");
      }
      clock.now = clock.now.plusSeconds(1);
      strangers.tell();
    }
    assertThat(trail).hasSize(1);
    assertThat(trail.getFirst().subject().id()).isEqualTo("noor");

    clock.now = clock.now.plusSeconds(45);
    strangers.tell();

    assertThat(trail).hasSize(2);
    assertThat(trail.getLast().subject())
        .isEqualTo(Subject.of("address", "192.0.2.7", "192.0.2.7"));
    assertThat(trail.getLast().reason())
        .isEqualTo("too many attempts: 2999 more within 60 s, the last for 'noor'");
    assertThat(trail.getLast().actor().address()).isEqualTo("192.0.2.7");
  }

  @Test
  void anotherAddressAndAnotherReasonAreCountedApart() {
    refused("192.0.2.7", "noor", "too many attempts");
    refused("192.0.2.8", "noor", "too many attempts");
    refused("192.0.2.7", "noor", "no form token");

    assertThat(trail).hasSize(3);
  }

  @Test
  void afterAQuietMinuteTheNextOneIsToldAtOnce() {
    refused("192.0.2.7", "noor", "too many attempts");
    clock.now = clock.now.plusSeconds(61);
    strangers.tell();
    refused("192.0.2.7", "mira", "too many attempts");

    assertThat(trail).extracting(event -> event.subject().id()).containsExactly("noor", "mira");
  }

  @Test
  void addressesWithoutEndShareOneRow() {
    for (int address = 0; address < 5_000; address++) {
      refused("2001:db8:" + address + "::1", "noor", "too many attempts");
    }

    assertThat(trail).hasSize(1_001);
  }

  @Test
  void whatCouldNotBeWrittenIsToldWithTheNextCount() {
    var away = new boolean[1];
    var counted =
        new RefusedStrangers(
            event -> {
              if (away[0]) {
                throw new IllegalStateException("the database is away");
              }
              trail.add((AttemptRefused) event);
            },
            clock);
    var stranger = new Actor(null, "anonymous", Via.ANONYMOUS, "192.0.2.7", null, null);
    for (int knock = 0; knock < 5; knock++) {
      counted.refused("session.start", stranger, Subject.of("person", "noor", "noor"), "no");
    }
    away[0] = true;
    clock.now = clock.now.plusSeconds(61);
    counted.tell();
    away[0] = false;
    clock.now = clock.now.plusSeconds(5);
    counted.tell();

    assertThat(trail).hasSize(2);
    assertThat(trail.getLast().reason()).isEqualTo("no: 4 more within 66 s, the last for 'noor'");
  }

  private void refused(String address, String name, String why) {
    strangers.refused(
        "session.start",
        new Actor(null, "anonymous", Via.ANONYMOUS, address, null, null),
        Subject.of("person", name, name),
        why);
  }

  private static final class Ticking extends Clock {

    private Instant now = Instant.parse("2026-11-21T22:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.testing.Negative;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreezePatternTests {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<ZoneId> ZONES =
      List.of(
          BERLIN,
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Africa/Accra"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Pacific/Apia"),
          ZoneId.of("America/Havana"),
          ZoneId.of("UTC"));

  @Test
  void itHoldsFromItsStartToJustBeforeItsEnd() {
    var freeze = once("2026-12-24T18:00", "2026-12-27T08:00");

    assertThat(freeze.at(Instant.parse("2026-12-24T16:59:59.999Z"))).isEmpty();
    assertThat(freeze.at(Instant.parse("2026-12-24T17:00:00Z"))).isPresent();
    assertThat(freeze.at(Instant.parse("2026-12-27T06:59:59.999Z"))).isPresent();
    assertThat(freeze.at(Instant.parse("2026-12-27T07:00:00Z"))).isEmpty();
  }

  @Test
  @Negative(22)
  void aStartThatTheClocksSkipIsTheMomentOfTheChange() {
    var freeze = once("2026-03-29T02:30", "2026-03-29T04:00");

    assertThat(freeze.at(Instant.parse("2026-03-29T00:59:59Z"))).isEmpty();
    assertThat(freeze.at(Instant.parse("2026-03-29T01:00:00Z"))).isPresent();
    assertThat(freeze.at(Instant.parse("2026-03-29T02:00:00Z"))).isEmpty();
  }

  @Test
  void aWindowInsideTheSkippedHourStillHolds() {
    var freeze = once("2026-03-29T02:15", "2026-03-29T02:45");

    assertThat(freeze.at(Instant.parse("2026-03-29T01:00:00Z"))).isPresent();
  }

  @Test
  @Negative(22)
  void timesThatComeTwiceFreezeFromTheFirstToTheSecond() {
    var freeze = once("2026-10-25T02:15", "2026-10-25T02:45");

    assertThat(freeze.at(Instant.parse("2026-10-25T00:15:00Z"))).isPresent();
    assertThat(freeze.at(Instant.parse("2026-10-25T01:44:59Z"))).isPresent();
    assertThat(freeze.at(Instant.parse("2026-10-25T01:45:00Z"))).isEmpty();
  }

  @Test
  void aWeeklyOneKeepsItsWallTimeAcrossTheChangeOfClocks() {
    var freeze = weekly("2026-10-16T16:00", "2026-10-19T07:00", null);

    assertThat(freeze.at(Instant.parse("2026-10-23T14:00:00Z"))).isPresent();
    assertThat(freeze.at(Instant.parse("2026-10-23T13:59:59Z"))).isEmpty();
    assertThat(freeze.at(Instant.parse("2026-10-26T05:59:59Z"))).isPresent();
    assertThat(freeze.at(Instant.parse("2026-10-26T06:00:00Z"))).isEmpty();
  }

  @Test
  void aWeeklyOneStopsAfterItsLastDay() {
    var freeze = weekly("2026-10-16T16:00", "2026-10-17T07:00", LocalDate.parse("2026-10-29"));

    assertThat(freeze.from(Instant.parse("2026-01-01T00:00:00Z"), 10)).hasSize(2);
    assertThat(freeze.at(Instant.parse("2026-10-30T18:00:00Z"))).isEmpty();
  }

  @Test
  void aWeeklyOneNeverHoldsBeforeItsFirstStart() {
    assertThat(weekly("2026-10-16T16:00", "2026-10-19T07:00", null).at(day("2026-10-11T10:00")))
        .isEmpty();
  }

  @Test
  void zeroLengthAndBackwardsAreRefused() {
    assertThatThrownBy(() -> once("2026-10-16T16:00", "2026-10-16T16:00"))
        .isInstanceOf(DomainFailure.class);
    assertThatThrownBy(() -> once("2026-10-16T16:00", "2026-10-15T16:00"))
        .isInstanceOf(DomainFailure.class);
    assertThatThrownBy(() -> weekly("2026-10-01T16:00", "2026-10-08T16:00", null))
        .isInstanceOf(DomainFailure.class);
  }

  @Test
  void aLeapDayIsADay() {
    var freeze = once("2028-02-29T00:00", "2028-03-01T00:00");

    assertThat(freeze.at(day("2028-02-29T12:00"))).isPresent();
    assertThat(freeze.at(day("2028-03-01T12:00"))).isEmpty();
  }

  /// No clock of Havana shows 00:44 that night: it goes from 00:00 to 01:00 at once.
  @Test
  void aFreezeThatTheZoneSkipsWhollyHoldsForItsLengthFromTheChangeOn() {
    var freeze =
        new FreezePattern(
            ZoneId.of("America/Havana"),
            LocalDateTime.parse("2028-03-12T00:44"),
            LocalDateTime.parse("2028-03-12T01:00"),
            false,
            null);

    assertThat(freeze.from(Instant.EPOCH, 1))
        .containsExactly(
            new FreezePattern.Occurrence(
                Instant.parse("2028-03-12T05:00:00Z"), Instant.parse("2028-03-12T05:16:00Z")));
  }

  /// Whenever a clock on a wall of the zone shows a time inside the window, it freezes; and each
  /// occurrence lasts, in real time, at least until its end comes on that clock.
  @Test
  void aWallClockInsideTheWindowAlwaysMeansFrozen() {
    long seed = System.nanoTime();
    System.out.println("FreezePatternTests seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      var zone = ZONES.get(random.nextInt(ZONES.size()));
      var change = someChangeOfClocks(zone, random);
      var starts = change.plusMinutes(random.nextInt(2_880) - 1_440);
      var weekly = random.nextBoolean();
      var length = Duration.ofMinutes(1 + random.nextInt(weekly ? 10_079 : 20_000));
      var freeze = new FreezePattern(zone, starts, starts.plus(length), weekly, null);
      var week = weekly ? random.nextInt(60) : 0;
      var probe = starts.plusWeeks(week).plusSeconds(random.nextLong(length.toSeconds()));
      for (var offset : zone.getRules().getValidOffsets(probe)) {
        assertThat(freeze.at(probe.toInstant(offset)))
            .as("seed %d: %s at %s%s", seed, freeze, probe, offset)
            .isPresent();
      }
      for (var occurrence : freeze.from(Instant.EPOCH, weekly ? 5 : 1)) {
        assertThat(occurrence.starts()).as("seed %d: %s", seed, freeze).isBefore(occurrence.ends());
        assertThat(freeze.at(occurrence.starts())).isPresent();
      }
    }
  }

  private static LocalDateTime someChangeOfClocks(ZoneId zone, Random random) {
    var from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(100_000_000));
    var next = zone.getRules().nextTransition(from);
    return next == null ? LocalDateTime.ofInstant(from, zone) : next.getDateTimeBefore();
  }

  private static Instant day(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }

  private static FreezePattern once(String starts, String ends) {
    return new FreezePattern(
        BERLIN, LocalDateTime.parse(starts), LocalDateTime.parse(ends), false, null);
  }

  private static FreezePattern weekly(
      String starts, String ends, @org.jspecify.annotations.Nullable LocalDate lastDay) {
    return new FreezePattern(
        BERLIN, LocalDateTime.parse(starts), LocalDateTime.parse(ends), true, lastDay);
  }
}

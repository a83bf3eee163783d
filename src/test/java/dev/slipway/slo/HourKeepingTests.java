package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts by the hour: fetched back for two windows, kept for good, and what is told from them.
@SlipwayTest
class HourKeepingTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private CountingStage portals;
  private ProgrammedSource source;
  private SloStage stage;

  @BeforeEach
  void prepare() {
    portals = new CountingStage(context);
    source = portals.source;
    stage = portals.stage;
  }

  @AfterEach
  void giveBack() {
    portals.close();
  }

  @Test
  void theHoursOfTwoWindowsAreFetchedOnceAndGapsStayGaps() throws Exception {
    var id = stage.objective("availability");
    source.counts(0, 25_920_000);
    var gap = new AtomicReference<>(Instant.EPOCH);
    source.hours =
        (from, to) -> {
          gap.set(to.minus(Duration.ofHours(5)));
          var hours = ProgrammedSource.every(from, to, Counts.of(1, 36_000));
          hours.removeIf(hour -> hour.hour().equals(gap.get()));
          return ProgrammedSource.got(hours);
        };
    portals.replica.round();
    assertThat(source.ranges).containsExactly("1440 h");
    var series = stage.bean(Objectives.class).series(id);
    assertThat(series.hours()).hasSize(719);
    assertThat(series.rolling()).hasSize(720);
    assertThat(series.rolling())
        .filteredOn(point -> point.remaining() == null)
        .extracting(ObjectiveSeries.Point::at)
        .as("a gap is a gap, not zero")
        .containsExactly(gap.get().plus(Duration.ofHours(1)));
    assertThat(series.rolling().getFirst().whole()).isTrue();
    assertThat(series.rolling().getLast().whole()).isFalse();
    assertThat(portals.details(id).known()).isEqualTo(Duration.ofHours(719));

    portals.due(id);
    portals.replica.round();
    assertThat(source.ranges).as("nothing is asked for twice").hasSize(1);

    stage.set(id, "hours_before = hours_before - interval '3 hours'");
    portals.due(id);
    portals.replica.round();
    assertThat(source.ranges).containsExactly("1440 h", "3 h");
    var kept = jdbc.sql("select count(*) from slo_hour where slo = ?").param(id);
    assertThat(kept.query(Long.class).single()).isEqualTo(1439);
  }

  @Test
  void hoursThatCouldNotBeFetchedAreAskedForAgain() throws Exception {
    var id = stage.objective("availability");
    source.counts(0, 25_920_000);
    source.hours = (_, _) -> new SliAnswer.Unavailable<>("too slow");
    portals.replica.round();
    portals.due(id);
    portals.replica.round();
    assertThat(source.ranges).containsExactly("1440 h", "1440 h");
    assertThat(stage.bean(Objectives.class).series(id).hours()).isEmpty();
  }

  @Test
  void aFreezeSaysWhenItLifts() throws Exception {
    var id = stage.objective("availability");
    source.counts(14_320, 25_920_000);
    var hour = Counts.of(6, 36_000);
    source.hours =
        (from, to) -> {
          var hours = ProgrammedSource.every(from, to, hour);
          var at = to.minus(Duration.ofDays(10));
          hours.replaceAll(one ->
              one.hour().equals(at)
                  ? new SliSource.HourCounts(at, Counts.of(10_006, 36_000))
                  : one);
          return ProgrammedSource.got(hours);
        };
    portals.replica.round();
    var lift = Objects.requireNonNull(portals.details(id).lift());
    assertThat(lift.below()).isEqualByComparingTo("0.5");
    var now = jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
    assertThat(Duration.between(now.truncatedTo(ChronoUnit.HOURS), lift.at()).toHours())
        .as("vector 12 of the design")
        .isBetween(479L, 481L);

    jdbc.sql("delete from slo_hour where slo = ? and bad > 6").param(id).update();
    assertThat(portals.details(id).lift())
        .as("by its hours it is over already, and no day that is past is told")
        .isNull();
  }
}

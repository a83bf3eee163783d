package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.ObjectiveSeries.Hour;
import dev.slipway.slo.ObjectiveSeries.Month;
import dev.slipway.slo.ObjectiveSeries.Months;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthsTests {

  private static final Target THREE_NINES = Target.of("99.9");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-01-10T23:00:00Z");

  /// Vector 10 of slo.md: 5,000 of 8,640,000 events in ten days of January.
  @Test
  void aMonthThatRunsIsToldToDateAndAsAnEstimateOfAllOfIt() {
    var months = months(hours(NOW.minus(Duration.ofDays(10)), NOW, 36_000)).in(BERLIN);

    assertThat(months)
        .singleElement()
        .satisfies(month -> {
          assertThat(month.month()).isEqualTo(YearMonth.of(2026, 1));
          assertThat(month.known()).isEqualTo(240).isEqualTo(month.over());
          assertThat(month.counts().total()).isEqualByComparingTo("8640000");
          assertThat(month.used()).isEqualByComparingTo("0.578703704");
          assertThat(month.estimated()).isEqualByComparingTo("0.186678614");
        });
  }

  @Test
  void aMonthThatIsOverHasNoEstimateAndSaysWhatOfItNobodyKnows() {
    var months = months(hours(Instant.parse("2025-12-30T23:00:00Z"), NOW, 100)).in(BERLIN);

    assertThat(months)
        .extracting(Month::month)
        .containsExactly(YearMonth.of(2026, 1), YearMonth.of(2025, 12));
    var december = months.getLast();
    assertThat(december.known()).isEqualTo(24);
    assertThat(december.over()).isEqualTo(31 * 24);
    assertThat(december.estimated()).isNull();
  }

  @Test
  void aMonthBeginsWhereItsReaderLives() {
    var hours = hours(Instant.parse("2025-12-31T23:00:00Z"), NOW, 100);
    assertThat(months(hours).in(BERLIN)).hasSize(1);
    assertThat(months(hours).in(ZoneOffset.UTC)).extracting(Month::known).containsExactly(239L, 1L);
  }

  @Test
  void whatPeopleAgreedNotToCountIsKnownAndDoesNotCount() {
    var hour = new Hour(NOW.minus(Duration.ofHours(1)), Counts.of(100, 100), true);
    assertThat(months(List.of(hour)).in(BERLIN))
        .singleElement()
        .satisfies(month -> {
          assertThat(month.known()).isEqualTo(1);
          assertThat(month.counts().total()).isZero();
          assertThat(month.used()).as("without traffic there is no budget").isNull();
          assertThat(month.estimated()).isNull();
        });
  }

  private static Months months(List<Hour> hours) {
    return new Months(THREE_NINES, NOW, hours);
  }

  /// As many events each hour; of all together 5,000 of 8,640,000 are bad.
  private static List<Hour> hours(Instant from, Instant to, long events) {
    var hours = new ArrayList<Hour>();
    for (var hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
      var all = BigDecimal.valueOf(events);
      hours.add(
          new Hour(
              hour,
              new Counts(
                  all.multiply(BigDecimal.valueOf(5_000))
                      .divide(BigDecimal.valueOf(8_640_000), MathContext.DECIMAL128),
                  all)));
    }
    return hours;
  }
}

package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.backups.CronText.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Schedules as robfig/cron reads them, which Kubernetes, Velero and CloudNativePG use.
class CronTests {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    // A day of the month and one of the week: either will do.
    "0 2 13 * 5, 2026-11-01T00:00:00Z, 2026-11-06T02:00:00Z",
    "0 2 13 * *, 2026-11-01T00:00:00Z, 2026-11-13T02:00:00Z",
    "0 2 * * 5, 2026-11-07T00:00:00Z, 2026-11-13T02:00:00Z",
    // Every second day of the month is a choice, so it counts beside the weekday.
    "0 2 */2 * 1, 2026-11-01T03:00:00Z, 2026-11-02T02:00:00Z",
    "0 2 */1 * 1, 2026-11-02T03:00:00Z, 2026-11-09T02:00:00Z",
    "0 0 29 2 *, 2026-11-01T00:00:00Z, 2028-02-29T00:00:00Z",
    "0 0 29 2 *, 2096-03-01T00:00:00Z, 2104-02-29T00:00:00Z",
    "*/15 * * * *, 2026-11-01T00:14:59.5Z, 2026-11-01T00:15:00Z",
    "5-10/5 0 * * *, 2026-11-01T00:05:00Z, 2026-11-01T00:10:00Z",
    "0 0 1 JAN MON, 2026-11-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "0 3 * * 0, 2026-11-23T00:00:00Z, 2026-11-29T03:00:00Z",
    "0 3 * * 7, 2026-11-23T00:00:00Z, 2026-11-29T03:00:00Z",
    "@weekly, 2026-11-23T00:00:00Z, 2026-11-29T00:00:00Z",
    "CRON_TZ=Asia/Tokyo 0 2 * * *, 2026-11-22T18:00:00Z, 2026-11-23T17:00:00Z",
    "TZ=Asia/Tokyo 0 2 * * *, 2026-11-22T16:00:00Z, 2026-11-22T17:00:00Z",
  })
  void theNextDueMoment(String text, Instant after, Instant next) {
    var timing = CronText.read(text, Dialect.MINUTES_FIRST, ZoneOffset.UTC);
    assertThat(timing.next(after, after)).contains(next);
    assertThat(timing.newest(after, next, after)).contains(next);
    assertThat(timing.newest(after, next.minusMillis(1), after)).isEmpty();
  }

  @Test
  void aMomentThatTheClocksLeaveOutIsNotDueAndOneThatTheyBringTwiceIsDueTwice() {
    var daily = CronText.read("30 2 * * *", Dialect.MINUTES_FIRST, BERLIN);
    // 2026-03-29 02:30 does not exist in Berlin.
    assertThat(fires(daily, "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    // 2026-10-25 02:30 comes at 00:30 and at 01:30 UTC.
    assertThat(fires(daily, "2026-10-24T12:00:00Z", 3))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z");
    assertThat(daily.newest(Instant.EPOCH, at("2026-10-25T01:00:00Z"), Instant.EPOCH))
        .contains(at("2026-10-25T00:30:00Z"));
    assertThat(daily.newest(Instant.EPOCH, at("2026-03-29T12:00:00Z"), Instant.EPOCH))
        .contains(at("2026-03-28T01:30:00Z"));
  }

  @Test
  void cloudNativePgPutsSecondsFirstAndMayLeaveTheWeekdayOut() {
    assertThat(
            fires(
                CronText.read("0 30 4 * * *", Dialect.SECONDS_FIRST, ZoneOffset.UTC),
                "2026-11-01T00:00:00Z",
                1))
        .containsExactly("2026-11-01T04:30:00Z");
    // Meant as daily at two, it runs at two minutes past every hour.
    assertThat(
            fires(
                CronText.read("0 2 * * *", Dialect.SECONDS_FIRST, ZoneOffset.UTC),
                "2026-11-01T00:00:00Z",
                2))
        .containsExactly("2026-11-01T00:02:00Z", "2026-11-01T01:02:00Z");
  }

  @Test
  void anIntervalCountsFromTheLastRun() {
    var every = CronText.read("@every 1h30m", Dialect.MINUTES_FIRST, ZoneOffset.UTC);
    var anchor = at("2026-11-01T00:10:00Z");
    assertThat(every.newest(anchor, at("2026-11-01T03:30:00Z"), anchor))
        .contains(at("2026-11-01T03:10:00Z"));
    assertThat(every.newest(anchor, at("2026-11-01T01:30:00Z"), anchor)).isEmpty();
    assertThat(every.next(at("2026-11-01T03:30:00Z"), anchor)).contains(at("2026-11-01T04:40:00Z"));
  }

  @Test
  void aScheduleOfWeekdaysIsAWeekendLong() {
    var now = at("2026-11-23T10:00:00Z");
    assertThat(CronText.read("0 2 * * 1-5", Dialect.MINUTES_FIRST, ZoneOffset.UTC).longestGap(now))
        .isEqualTo(Duration.ofDays(3));
    assertThat(CronText.read("0 2 * * *", Dialect.MINUTES_FIRST, ZoneOffset.UTC).longestGap(now))
        .isEqualTo(Duration.ofDays(1));
    assertThat(CronText.read("0 0 1 1 *", Dialect.MINUTES_FIRST, ZoneOffset.UTC).longestGap(now))
        .isEqualTo(Duration.ofDays(365));
  }

  @Test
  void whatNeverComesIsNeverDue() {
    var never = CronText.read("0 0 31 2 *", Dialect.MINUTES_FIRST, ZoneOffset.UTC);
    var now = at("2026-11-23T10:00:00Z");
    assertThat(never.next(now, now)).isEmpty();
    assertThat(never.newest(Instant.EPOCH, now, now)).isEmpty();
    assertThat(never.longestGap(now)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * * * *",
        "",
        "61 * * * *",
        "* * * * 8",
        "*/0 * * * *",
        "5-1 * * * *",
        "NaN * * * *",
        "@every soon",
        "@every 0s",
        "@every -1h",
        "CRON_TZ=Mars/Olympus 0 2 * * *",
        "99999999999999999999 * * * *",
        "1,,2 * * * *",
        "@fortnightly",
      })
  void whatNoSchedulerTakesIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronText.read(text, Dialect.MINUTES_FIRST, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource({
    "0 2 * * *, every day at 02:00",
    "0 3 * * 0, every Sunday at 03:00",
    "30 1 * * 1-5, Monday to Friday at 01:30",
    "0 6 1 * *, on day 1 of the month at 06:00",
    "* * * * *, every day every minute",
    "@every 6h, every 6 h",
    "*/7 2 * * *, ''",
  })
  void schedulesHaveWords(String text, String words) {
    assertThat(CronText.read(text, Dialect.MINUTES_FIRST, ZoneOffset.UTC).words()).isEqualTo(words);
  }

  @Test
  void durationsAreReadAsKubernetesWritesThem() {
    assertThat(GoDuration.read("720h0m0s")).isEqualTo(Duration.ofDays(30));
    assertThat(GoDuration.maybe("1.5h")).isEqualTo(Duration.ofMinutes(90));
    assertThat(GoDuration.maybe("forever")).isNull();
    assertThat(GoDuration.maybe("9999999999999999h")).isNull();
  }

  private static List<String> fires(Timing timing, String after, int count) {
    return Stream.iterate(at(after), moment -> timing.next(moment, moment).orElseThrow())
        .skip(1)
        .limit(count)
        .map(Instant::toString)
        .toList();
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}

package dev.slipway.backups;

import static dev.slipway.backups.RunOutcome.FAILED;
import static dev.slipway.backups.RunOutcome.PARTIAL;
import static dev.slipway.backups.RunOutcome.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of states: nightly at two, judged on Monday 23 November 2026.
class StaleRuleTests {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void aGoodRunSinceTheLastDueMomentIsGood() {
    var standing = nightly().ran("2026-11-23T02:00:00Z", SUCCEEDED).at(NOW);
    assertThat(standing.state()).isEqualTo(BackupState.GOOD);
    assertThat(standing.lastGood()).isEqualTo(Instant.parse("2026-11-23T02:00:00Z"));
    assertThat(standing.age()).isEqualTo(Duration.ofHours(8));
    assertThat(standing.rpo()).isEqualTo(Duration.ofHours(24));
    assertThat(standing.nextDue()).isEqualTo(Instant.parse("2026-11-24T02:00:00Z"));
  }

  @Test
  void aMissedRunIsStaleOnlyOnceItShouldBeOver() {
    var missed = nightly().ran("2026-11-22T02:00:00Z", SUCCEEDED);
    assertThat(missed.at("2026-11-23T02:29:00Z").state()).isEqualTo(BackupState.GOOD);
    assertThat(missed.at("2026-11-23T02:30:00Z").state()).isEqualTo(BackupState.STALE);
    var slow = nightly().took(Duration.ofMinutes(40)).ran("2026-11-22T02:00:00Z", SUCCEEDED);
    assertThat(slow.at("2026-11-23T03:19:00Z").state()).isEqualTo(BackupState.GOOD);
    assertThat(slow.at("2026-11-23T03:20:00Z").state()).isEqualTo(BackupState.STALE);
  }

  @Test
  void aScheduleOfWeekdaysIsNotStaleOnMondayMorning() {
    var weekdays = nightly().schedule("0 12 * * 1-5").ran("2026-11-20T12:00:00Z", SUCCEEDED);
    assertThat(weekdays.at(NOW).state()).isEqualTo(BackupState.GOOD);
    assertThat(weekdays.at(NOW).rpo()).isEqualTo(Duration.ofDays(3));
    assertThat(weekdays.at("2026-11-23T13:00:00Z").state()).isEqualTo(BackupState.STALE);
  }

  @Test
  void theClocksOfTheZoneDecideWhatWasDue() {
    // Half past two does not exist in Berlin that night: the run of the day before is the newest
    // due.
    var berlin =
        nightly()
            .schedule("30 2 * * *")
            .zone("Europe/Berlin")
            .ran("2026-03-28T01:30:00Z", SUCCEEDED);
    assertThat(berlin.at("2026-03-29T12:00:00Z").state()).isEqualTo(BackupState.GOOD);
    assertThat(berlin.at("2026-03-30T12:00:00Z").state()).isEqualTo(BackupState.STALE);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, GOOD",
    "PARTIAL, WARNING",
    "FAILED, FAILING",
  })
  void theLastRunSpeaksFirst(RunOutcome last, BackupState state) {
    var standing =
        nightly().ran("2026-11-22T02:00:00Z", SUCCEEDED).ran("2026-11-23T02:00:00Z", last).at(NOW);
    assertThat(standing.state()).isEqualTo(state);
  }

  @Test
  void twoPartialRunsInARowAreStale() {
    var standing =
        nightly()
            .ran("2026-11-21T02:00:00Z", SUCCEEDED)
            .ran("2026-11-22T02:00:00Z", PARTIAL)
            .ran("2026-11-23T02:00:00Z", PARTIAL)
            .at(NOW);
    assertThat(standing.state()).isEqualTo(BackupState.STALE);
    assertThat(standing.lastGood()).isEqualTo(Instant.parse("2026-11-21T02:00:00Z"));
  }

  @Test
  void aFailureTellsWhy() {
    var standing = nightly().ran("2026-11-23T02:00:00Z", FAILED).at(NOW);
    assertThat(standing.reason()).contains("failed: BackoffLimitExceeded");
    assertThat(standing.lastGood()).isNull();
  }

  @Test
  void whatExpiredOrIsNotThereAnyMoreIsNoBackup() {
    var expired = nightly().expires("2026-11-23T09:00:00Z").ran("2026-11-23T02:00:00Z", SUCCEEDED);
    assertThat(expired.at(NOW).state()).isEqualTo(BackupState.STALE);
    assertThat(expired.at("2026-11-23T08:00:00Z").state()).isEqualTo(BackupState.GOOD);
    var lost = nightly().kept(List.of()).ran("2026-11-23T02:00:00Z", SUCCEEDED);
    assertThat(lost.at(NOW).state()).isEqualTo(BackupState.STALE);
  }

  @Test
  void whatWasMadeOrResumedSinceIsPending() {
    var made = nightly().anchor("2026-11-23T02:00:00Z");
    assertThat(made.at(NOW).state()).isEqualTo(BackupState.PENDING);
    assertThat(made.at(NOW).reason()).contains("Tue 24 Nov 2026, 02:00:00, UTC");
    assertThat(made.at("2026-11-24T02:31:00Z").state()).isEqualTo(BackupState.STALE);
    // Resumed this morning: the night in which it stood still was not due.
    var resumed = nightly().anchor("2026-11-23T09:00:00Z").ran("2026-11-20T02:00:00Z", SUCCEEDED);
    assertThat(resumed.at(NOW).state()).isEqualTo(BackupState.GOOD);
  }

  @Test
  void aRunUnderWayAnswersForItsOwnDueMomentUntilItIsStuck() {
    var running =
        nightly()
            .took(Duration.ofMinutes(20))
            .ran("2026-11-22T02:00:00Z", SUCCEEDED)
            .running("2026-11-23T02:00:00Z");
    assertThat(running.at("2026-11-23T02:39:00Z").state()).isEqualTo(BackupState.GOOD);
    assertThat(running.at("2026-11-23T02:41:00Z").state()).isEqualTo(BackupState.STUCK);
    var first = nightly().running("2026-11-23T02:00:00Z");
    assertThat(first.at("2026-11-23T05:59:00Z").state()).isEqualTo(BackupState.STALE);
    assertThat(first.at("2026-11-23T06:01:00Z").state()).isEqualTo(BackupState.STUCK);
  }

  @Test
  void pausedIsNotProtectedHoweverFreshTheLastOneIs() {
    var standing = nightly().ran("2026-11-23T02:00:00Z", SUCCEEDED).paused().at(NOW);
    assertThat(standing.state()).isEqualTo(BackupState.PAUSED);
    assertThat(standing.nextDue()).isNull();
  }

  @Test
  void whatIsNotSeenIsUnknownAndNeverGreen() {
    var standing = nightly().ran("2026-11-23T02:00:00Z", SUCCEEDED).unseen("Not seen.").at(NOW);
    assertThat(standing.state()).isEqualTo(BackupState.UNKNOWN);
    assertThat(standing.lastGood()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Unavailable, false, 2026-11-23T09:59:30Z, is unavailable",
    "Available, true, 2026-11-23T09:59:30Z, is read-only",
    "Available, false, 2026-11-23T09:54:00Z, Velero itself may be down",
    "Missing, false, , does not exist",
  })
  void aStorageLocationThatTakesNothingIsRed(
      String phase, boolean readOnly, Instant validated, String word) {
    var location = new StorageLocation("default", phase, readOnly, validated, 60, "");
    var standing = nightly().location(location).ran("2026-11-23T02:00:00Z", SUCCEEDED).at(NOW);
    assertThat(standing.state()).isEqualTo(BackupState.FAILING);
    assertThat(standing.reason()).contains(word);
  }

  @Test
  void whatIsLessThanPeopleThinkIsAWarning() {
    var gap = nightly().ttl(Duration.ofHours(12)).ran("2026-11-23T02:00:00Z", SUCCEEDED).at(NOW);
    assertThat(gap.state()).isEqualTo(BackupState.WARNING);
    assertThat(gap.reason()).contains("kept 12 h").contains("24 h");
    var omitted =
        nightly().caution("Not in it: secrets.").ran("2026-11-23T02:00:00Z", SUCCEEDED).at(NOW);
    assertThat(omitted.state()).isEqualTo(BackupState.WARNING);
    var promised =
        nightly().rpo(Duration.ofHours(20)).ran("2026-11-23T02:00:00Z", SUCCEEDED).at(NOW);
    assertThat(promised.state()).isEqualTo(BackupState.WARNING);
    assertThat(promised.reason()).contains("cannot keep that");
  }

  @Test
  void aDeclaredAgeIsKeptWhateverTheScheduleSays() {
    var hourly = nightly().rpo(Duration.ofHours(4)).ran("2026-11-23T02:00:00Z", SUCCEEDED);
    assertThat(hourly.at(NOW).state()).isEqualTo(BackupState.STALE);
    assertThat(hourly.at(NOW).reason()).contains("8 h old").contains("at most 4 h");
  }

  @Test
  void aCronJobThatLeftNoJobsIsJudgedByItsOwnStatus() {
    var good = nightly().cronStatus("2026-11-23T02:00:00Z", "2026-11-23T02:05:00Z");
    assertThat(good.at(NOW).state()).isEqualTo(BackupState.GOOD);
    var failed = nightly().cronStatus("2026-11-23T02:00:00Z", "2026-11-22T02:05:00Z");
    assertThat(failed.at(NOW).state()).isEqualTo(BackupState.FAILING);
    var never = nightly().cronStatus("2026-11-23T02:00:00Z", null);
    assertThat(never.at(NOW).state()).isEqualTo(BackupState.FAILING);
    assertThat(never.at(NOW).reason()).contains("never succeeded");
  }

  @Test
  void withoutAScheduleOnlyTheAgeCounts() {
    var declared = nightly().declared();
    assertThat(declared.at(NOW).state()).isEqualTo(BackupState.UNKNOWN);
    var reported = nightly().declared().ran("2026-11-22T11:00:00Z", SUCCEEDED);
    assertThat(reported.at(NOW).state()).isEqualTo(BackupState.WARNING);
    assertThat(reported.at(NOW).reason()).startsWith("No schedule: nothing starts it by the clock");
    assertThat(reported.at("2026-11-23T11:01:00Z").state()).isEqualTo(BackupState.STALE);
  }

  @Test
  void aScheduleThatNobodyCanReadIsUnknownAndNamesItself() {
    var standing =
        nightly().schedule("* * * * * * *").ran("2026-11-23T02:00:00Z", SUCCEEDED).at(NOW);
    assertThat(standing.state()).isEqualTo(BackupState.UNKNOWN);
    assertThat(standing.reason()).contains("* * * * * * *").contains("7 fields");
  }

  private static SourceMother nightly() {
    return new SourceMother();
  }
}

package dev.slipway.verification;

import static dev.slipway.verification.SampleOutcome.ERROR;
import static dev.slipway.verification.SampleOutcome.FAILED;
import static dev.slipway.verification.SampleOutcome.INCONCLUSIVE;
import static dev.slipway.verification.SampleOutcome.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.Counts;
import dev.slipway.slo.ObjectiveCounts.Countable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Vector 16 of the design with its numbers, and what holds for any samples.
class RulingTests {

  private static final int WANTED = 10;
  private static final List<SampleOutcome> ANY = List.of(SampleOutcome.values());
  private static final Limit LIMIT = limit(1, 3000);

  @Test
  void aLimitIsOnePercentOrThreeTimesWhatWasUsual() {
    assertThat(LIMIT.share()).isEqualByComparingTo("0.01");
    assertThat(limit(0, 0).share()).isEqualByComparingTo("0.01");
    assertThat(limit(10, 3000).share()).isEqualByComparingTo("0.01");
    assertThat(limit(60, 3000).share()).isEqualByComparingTo("0.06");
  }

  @Test
  void exactlyTheLimitPasses() {
    assertThat(LIMIT.judge(Counts.of(6, 600))).isEqualTo(PASSED);
    assertThat(LIMIT.judge(Counts.of(7, 600))).isEqualTo(FAILED);
    assertThat(LIMIT.judge(new Counts(new BigDecimal("6.0000001"), BigDecimal.valueOf(600))))
        .isEqualTo(FAILED);
  }

  @Test
  void fewerThanTwentyEventsTellNothing() {
    assertThat(LIMIT.judge(Counts.of(19, 19))).isEqualTo(INCONCLUSIVE);
    assertThat(LIMIT.judge(Counts.of(0, 5))).isEqualTo(INCONCLUSIVE);
    assertThat(LIMIT.judge(Counts.of(1, 20))).isEqualTo(FAILED);
    assertThat(LIMIT.judge(Counts.NONE)).isEqualTo(INCONCLUSIVE);
  }

  @Test
  void threeFailedSamplesFailAtTheFifth() {
    var samples =
        List.of(
            LIMIT.judge(Counts.of(0, 600)),
            LIMIT.judge(Counts.of(9, 600)),
            LIMIT.judge(Counts.of(7, 600)),
            LIMIT.judge(Counts.of(0, 5)),
            LIMIT.judge(Counts.of(12, 600)));
    assertThat(samples).containsExactly(PASSED, FAILED, FAILED, INCONCLUSIVE, FAILED);
    assertThat(Ruling.of(samples.subList(0, 4), WANTED)).isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.of(samples, WANTED)).isEqualTo(VerificationState.FAILED);
  }

  @Test
  void twoFailedSamplesOfTenSucceed() {
    var samples =
        IntStream.of(0, 9, 7, 0, 1, 0, 0, 0, 0, 0)
            .mapToObj(bad -> LIMIT.judge(Counts.of(bad, 600)))
            .toList();
    assertThat(Ruling.of(samples.subList(0, 9), WANTED)).isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.of(samples, WANTED)).isEqualTo(VerificationState.SUCCEEDED);
  }

  @Test
  void theFourthSampleWithoutTrafficAsksAPerson() {
    var samples = Collections.nCopies(4, LIMIT.judge(Counts.of(0, 5)));
    assertThat(Ruling.of(samples.subList(0, 3), WANTED)).isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.of(samples, WANTED)).isEqualTo(VerificationState.INCONCLUSIVE);
  }

  @Test
  void theFifthErrorInARowEndsItWithoutAVerdict() {
    var samples = Collections.nCopies(5, ERROR);
    assertThat(Ruling.of(samples.subList(0, 4), WANTED)).isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.of(samples, WANTED)).isEqualTo(VerificationState.ERROR);
    assertThat(Ruling.of(List.of(ERROR, ERROR, ERROR, ERROR, PASSED, ERROR), WANTED))
        .isEqualTo(VerificationState.RUNNING);
  }

  /// Whatever comes: it ends, errors alone never fail a rollout, and what it said once it says
  /// whatever comes afterwards.
  @Test
  void everyRunOfSamplesEndsAndNoOutageFailsARelease() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (var run = 0; run < 5_000; run++) {
      var samples = new ArrayList<SampleOutcome>();
      while (Ruling.of(samples, WANTED) == VerificationState.RUNNING) {
        assertThat(samples.size()).as("seed %d", seed).isLessThan(50);
        samples.add(ANY.get(random.nextInt(ANY.size())));
      }
      var said = Ruling.of(samples, WANTED);
      var failed = Collections.frequency(samples, FAILED);
      assertThat(said == VerificationState.FAILED).as("seed %d", seed).isEqualTo(failed > 2);
      if (said == VerificationState.SUCCEEDED) {
        assertThat(Collections.frequency(samples, PASSED)).as("seed %d", seed).isGreaterThan(4);
      }
      var more = new ArrayList<>(samples);
      more.add(ANY.get(random.nextInt(ANY.size())));
      assertThat(Ruling.of(more, WANTED)).as("seed %d", seed).isEqualTo(said);
      var gone = new ArrayList<>(samples);
      gone.replaceAll(one -> one == FAILED ? ERROR : one);
      assertThat(Ruling.of(gone, WANTED))
          .as("seed %d", seed)
          .isNotEqualTo(VerificationState.FAILED);
    }
  }

  /// A sample with more bad events, or one after a worse past, is never judged milder.
  @Test
  void moreBadEventsAreNeverJudgedMilder() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (var run = 0; run < 5_000; run++) {
      var total = 20 + random.nextInt(100_000);
      var bad = random.nextInt(total);
      var limit = limit(random.nextInt(500), 1 + random.nextInt(100_000));
      assertThat(limit.judge(Counts.of(bad + 1, total)))
          .as("seed %d", seed)
          .isIn(noMilder(limit.judge(Counts.of(bad, total))));
      assertThat(limit.share()).as("seed %d", seed).isGreaterThanOrEqualTo(new BigDecimal("0.01"));
    }
  }

  /// An objective of 99.5 % over 30 days pages at 7.2 %, so 5 % is where a past ends to prove
  /// anything; one of 99.9 % pages at 1.44 %; one of 90 % allows 10 % itself.
  @Test
  void howBadAPastMayBeFollowsTheObjective() {
    assertThat(Limit.trusted(objective("0.005", "0.072"))).isEqualByComparingTo("0.05");
    assertThat(Limit.trusted(objective("0.001", "0.0144"))).isEqualByComparingTo("0.0144");
    assertThat(Limit.trusted(objective("0.1", "1.44"))).isEqualByComparingTo("0.1");
    assertThat(Limit.of(Counts.of(5, 100), new BigDecimal("0.05")).proves()).isTrue();
    assertThat(Limit.of(Counts.of(501, 10_000), new BigDecimal("0.05")).proves()).isFalse();
  }

  @Test
  void asBadAsAPastFarOutsideItsObjectiveProvesNothing() {
    var limit = limit(1019, 3408);
    assertThat(limit.judge(Counts.of(178, 600))).isEqualTo(INCONCLUSIVE);
    assertThat(limit.judge(Counts.of(7, 600))).isEqualTo(INCONCLUSIVE);
    var samples = Collections.nCopies(10, limit.judge(Counts.of(178, 600)));
    assertThat(Ruling.of(samples.subList(0, 3), WANTED)).isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.of(samples, WANTED)).isEqualTo(VerificationState.INCONCLUSIVE);
  }

  @Test
  void whatMendsAnIncidentIsVerified() {
    var samples = Collections.nCopies(10, limit(1019, 3408).judge(Counts.of(6, 600)));
    assertThat(Ruling.of(samples, WANTED)).isEqualTo(VerificationState.SUCCEEDED);
  }

  /// Three times 29.9 % are 89.7 %; half of what was still well is lost at 64.95 %.
  @Test
  void whatIsClearlyWorseThanABadPastFails() {
    var limit = limit(299, 1000);
    assertThat(limit.share()).isEqualByComparingTo("0.6495");
    assertThat(limit.judge(Counts.of(390, 600))).isEqualTo(FAILED);
    assertThat(limit(60, 100).share()).isEqualByComparingTo("0.8");
    assertThat(limit(20, 100).share()).isEqualByComparingTo("0.6");
  }

  private static Limit limit(long bad, long total) {
    return Limit.of(Counts.of(bad, total), new BigDecimal("0.05"));
  }

  private static Countable objective(String allowed, String paging) {
    return new Countable(
        new UUID(0, 0), "availability", new BigDecimal(allowed), new BigDecimal(paging));
  }

  private static List<SampleOutcome> noMilder(SampleOutcome than) {
    return switch (than) {
      case PASSED -> List.of(PASSED, INCONCLUSIVE, FAILED);
      case INCONCLUSIVE -> List.of(INCONCLUSIVE, FAILED);
      case FAILED, ERROR -> List.of(FAILED);
    };
  }

  @Test
  void oneObjectiveThatFailedFailsAllAndTheOthersAreWaitedFor() {
    assertThat(Ruling.of(List.of(VerificationState.RUNNING, VerificationState.FAILED)))
        .isEqualTo(VerificationState.FAILED);
    assertThat(Ruling.of(List.of(VerificationState.RUNNING, VerificationState.ERROR)))
        .isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.of(List.of(VerificationState.SUCCEEDED, VerificationState.INCONCLUSIVE)))
        .isEqualTo(VerificationState.INCONCLUSIVE);
    assertThat(Ruling.of(List.of(VerificationState.INCONCLUSIVE, VerificationState.ERROR)))
        .isEqualTo(VerificationState.ERROR);
    assertThat(Ruling.of(List.of(VerificationState.SUCCEEDED, VerificationState.SUCCEEDED)))
        .isEqualTo(VerificationState.SUCCEEDED);
  }

  @Test
  void namesOfObjectivesAndTestsAreToldFromTheWordsAroundThem() {
    assertThat(Endings.named(List.of("latency"))).isEqualTo("\"latency\"");
    assertThat(Endings.named(List.of("a", "b", "Schema is there")))
        .isEqualTo("\"a\", \"b\" and \"Schema is there\"");
  }

  @Test
  void oneTryThatPassedSuffices() {
    assertThat(Ruling.ofTries(List.of(), 3)).isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.ofTries(List.of(FAILED, FAILED), 3)).isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.ofTries(List.of(FAILED, FAILED, PASSED), 3))
        .isEqualTo(VerificationState.SUCCEEDED);
    assertThat(Ruling.ofTries(List.of(FAILED, FAILED, FAILED), 3))
        .isEqualTo(VerificationState.FAILED);
    assertThat(Ruling.ofTries(List.of(FAILED), 1)).isEqualTo(VerificationState.FAILED);
  }

  /// A way that leads nowhere says nothing of the service, so it never makes a smoke test fail.
  @Test
  void triesThatNobodyAnsweredForAreMadeAgainAndNeverFail() {
    assertThat(Ruling.ofTries(Collections.nCopies(4, ERROR), 1))
        .isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.ofTries(Collections.nCopies(5, ERROR), 1)).isEqualTo(VerificationState.ERROR);
    assertThat(Ruling.ofTries(List.of(ERROR, ERROR, ERROR, ERROR, FAILED, ERROR), 2))
        .isEqualTo(VerificationState.RUNNING);
    assertThat(Ruling.ofTries(List.of(FAILED, ERROR, ERROR, ERROR, ERROR, ERROR), 2))
        .isEqualTo(VerificationState.ERROR);
    assertThat(Ruling.ofTries(List.of(ERROR, ERROR, FAILED, ERROR, FAILED), 2))
        .isEqualTo(VerificationState.FAILED);
  }
}

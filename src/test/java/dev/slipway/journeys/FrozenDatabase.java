package dev.slipway.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.DatabaseProcess;
import dev.slipway.testing.Negative;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Promise;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Pages that already wait inside a statement when the database stops where it stands. A lock makes
/// them wait there for certain.
interface FrozenDatabase {

  int READERS = 5;

  DatabaseProcess database();

  PortalProcess behind();

  PortalProcess ahead();

  @Test
  @Negative(69)
  default void whoWaitsInAStatementIsToldSoonWhenTheDatabaseFreezes() throws Exception {
    try (var ada = PortalClient.signedIn(ahead().url(), "ada");
        var lock = database().superuser();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table spring_session in access exclusive mode");
      var answers = new ArrayList<Future<Integer>>();
      for (var reader = 0; reader < READERS; reader++) {
        answers.add(threads.submit(status(ada)));
      }
      awaitWaiting(READERS);
      database().freeze();
      try {
        var frozen = Instant.now();
        for (var answer : answers) {
          assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(503);
        }
        var took = Duration.between(frozen, Instant.now());
        System.out.printf("Frozen: %d readers told after %d ms%n", READERS, took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(5));
      } finally {
        database().thaw();
        lock.rollback();
      }
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() ->
              ada.get("/").statusCode() == 200
                  && ada.at(behind().url()).get("/").statusCode() == 200);
    }
  }

  /// What takes long in a database that answers is nobody's business.
  @Test
  default void aLongStatementIsNotCutWhileTheDatabaseAnswers() throws Exception {
    try (var ada = PortalClient.signedIn(ahead().url(), "ada");
        var lock = database().superuser();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table spring_session in access exclusive mode");
      var answer = threads.submit(status(ada));
      awaitWaiting(1);
      await()
          .during(Duration.ofSeconds(7))
          .atMost(Duration.ofSeconds(8))
          .until(() -> !answer.isDone());
      lock.rollback();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  @Test
  @Negative(69)
  @Promise("P10")
  default void whoFindsNoConnectionIsToldSoAndTheRestGoesOn() throws Exception {
    try (var ada = PortalClient.signedIn(behind().url(), "ada");
        var lock = database().superuser();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("lock table spring_session in access exclusive mode");
      var answers = new ArrayList<Future<Duration>>();
      for (var person = 0; person < 40; person++) {
        answers.add(threads.submit(() -> untilTurnedAway(ada)));
      }
      TimeUnit.SECONDS.sleep(6);
      lock.rollback();
      var turnedAway = new ArrayList<Duration>();
      for (var answer : answers) {
        var took = answer.get();
        if (!took.isZero()) {
          turnedAway.add(took);
        }
      }
      System.out.printf(
          "Pool empty: %d of 40 turned away, the slowest after %d ms%n",
          turnedAway.size(), turnedAway.stream().mapToLong(Duration::toMillis).max().orElse(0));
      assertThat(turnedAway).isNotEmpty().allMatch(took -> took.toSeconds() < 4);
      await().atMost(Duration.ofSeconds(15)).until(() -> ada.get("/").statusCode() == 200);
    }
  }

  /// How long it took until a page said that there is no connection; zero if it was served.
  private static Duration untilTurnedAway(PortalClient ada) throws Exception {
    var asked = Instant.now();
    var answer = ada.get("/");
    if (answer.statusCode() == 200) {
      return Duration.ZERO;
    }
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("database does not answer");
    return Duration.between(asked, Instant.now());
  }

  private static Callable<Integer> status(PortalClient ada) {
    return () -> ada.get("/").statusCode();
  }

  private void awaitWaiting(int readers) throws Exception {
    try (var onlooker = database().superuser()) {
      await().atMost(Duration.ofSeconds(10)).until(() -> waiting(onlooker) >= readers);
    }
  }

  private static int waiting(Connection onlooker) throws Exception {
    try (var statement = onlooker.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}

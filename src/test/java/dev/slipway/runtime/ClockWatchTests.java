package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Clocks that are set by the test, and the events that reach the trail.
@SlipwayTest
class ClockWatchTests {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Autowired ApplicationEventPublisher events;
  @Autowired PlatformTransactionManager transactions;
  @Autowired JdbcClient jdbc;
  @Autowired List<Task<?>> tasks;

  private Instant here = NOON;
  private Instant there = NOON;
  private long nanos;
  private Duration answerTakes = Duration.ZERO;
  private DatabaseClock scheduling;
  private ClockWatch watch;
  private UUID before;

  @BeforeEach
  void watch() {
    scheduling = new DatabaseClock(() -> here, () -> there, () -> nanos);
    watch = watching(events);
    before = newest();
    watch.look();
  }

  private ClockWatch watching(ApplicationEventPublisher publisher) {
    InstantSource machine = () -> here;
    return new ClockWatch(
        machine.withZone(ZoneOffset.UTC),
        () -> {
          nanos += answerTakes.toNanos();
          return there;
        },
        scheduling,
        () -> nanos,
        publisher,
        transactions);
  }

  @Test
  @Negative(68)
  void aDatabaseWhoseClockGoesBackIsAnEventAndOneThatGoesForwardIsSkewOnly() {
    pass(Duration.ofSeconds(20));
    there = there.minus(Duration.ofHours(1));
    watch.look();
    assertThat(told()).containsExactly("clock.stepped-back", "clock.skewed");

    pass(Duration.ofSeconds(20));
    there = there.plus(Duration.ofDays(1));
    watch.look();
    assertThat(told()).as("known to be apart").hasSize(2);

    there = here;
    pass(Duration.ofSeconds(20));
    watch.look();
    assertThat(told())
        .containsExactly(
            "clock.stepped-back", "clock.skewed", "clock.stepped-back", "clock.agreed");
  }

  @Test
  @Negative(68)
  void aMachineThatIsApartIsToldOnceAndOnceMoreWhenItAgrees() {
    here = here.plus(Duration.ofMinutes(10));
    watch.look();
    watch.look();
    assertThat(told()).containsExactly("clock.skewed");
    here = there.plusMillis(1_900);
    watch.look();
    assertThat(told()).containsExactly("clock.skewed", "clock.agreed");
  }

  @Test
  void whatCouldNotBeToldIsToldAtTheNextLook() {
    var failing = new AtomicInteger(2);
    watch =
        watching(event -> {
          if (failing.getAndDecrement() > 0) {
            throw new IllegalStateException("the trail is away");
          }
          events.publishEvent(event);
        });
    watch.look();
    pass(Duration.ofSeconds(20));
    there = there.minus(Duration.ofHours(1));
    assertThatThrownBy(watch::look).hasMessage("the trail is away");
    pass(Duration.ofSeconds(20));
    assertThatThrownBy(watch::look).hasMessage("the trail is away");
    assertThat(told()).isEmpty();

    pass(Duration.ofSeconds(20));
    watch.look();
    watch.look();
    assertThat(told()).containsExactly("clock.stepped-back", "clock.skewed");
  }

  @Test
  void aSlowAnswerProvesNothing() {
    here = here.plus(Duration.ofMinutes(10));
    answerTakes = Duration.ofSeconds(3);
    watch.look();
    assertThat(told()).isEmpty();
  }

  /// The scheduler of a machine with a wrong clock goes by the database's, also while that is away.
  @Test
  @Negative(67)
  void theSchedulersClockIsTheDatabasesWhateverTheMachineSays() {
    here = here.plus(Duration.ofMinutes(10));
    assertThat(scheduling.now()).isEqualTo(there);

    pass(Duration.ofMinutes(3));
    here = here.minus(Duration.ofHours(1));
    assertThat(scheduling.now()).as("counts on").isEqualTo(there);

    there = there.plus(Duration.ofSeconds(30));
    watch.look();
    assertThat(scheduling.now()).as("read again").isEqualTo(there);
  }

  @Test
  void theSchedulersClockIsTheMachinesUntilTheDatabaseAnswered() {
    scheduling =
        new DatabaseClock(
            () -> here,
            () -> {
              throw new CannotGetJdbcConnectionException("away");
            },
            () -> nanos);
    here = here.plus(Duration.ofMinutes(10));
    assertThat(scheduling.now()).isEqualTo(here);
    scheduling.read(there, nanos, nanos);
    assertThat(scheduling.now()).isEqualTo(there);
  }

  /// The library's own handler asks the machine's clock.
  @Test
  @Negative(67)
  void everyTaskThatWasLeftIsTakenUpByTheSchedulersClock() {
    assertThat(tasks)
        .isNotEmpty()
        .allMatch(task -> task.getDeadExecutionHandler() instanceof ReviveDead, "uses ReviveDead");
  }

  private void pass(Duration time) {
    here = here.plus(time);
    there = there.plus(time);
    nanos += time.toNanos();
  }

  private UUID newest() {
    return jdbc.sql("select id from audit.audit_event order by id desc limit 1")
        .query(UUID.class)
        .optional()
        .orElse(new UUID(0, 0));
  }

  private List<@Nullable String> told() {
    return jdbc.sql(
            "select action from audit.audit_event where subject_kind = 'clock' and id > :before order by id")
        .param("before", before)
        .query(String.class)
        .list();
  }
}

package dev.slipway.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares the clock of this machine with the database's, and the database's with itself. Guards
/// and leases do not care, because they ask the database alone; who reads the trail has to know.
@Component
class ClockWatch {

  static final Duration TOLERATED = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  private final Clock clock;
  private final Supplier<Instant> database;
  private final DatabaseClock scheduling;
  private final LongSupplier elapsed;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private @Nullable Reading last;
  private boolean apart;

  @Autowired
  ClockWatch(
      Clock clock,
      JdbcClient jdbc,
      DatabaseClock scheduling,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this(
        clock,
        () -> jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant(),
        scheduling,
        System::nanoTime,
        events,
        transactions);
  }

  ClockWatch(
      Clock clock,
      Supplier<Instant> database,
      DatabaseClock scheduling,
      LongSupplier elapsed,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.clock = clock;
    this.database = database;
    this.scheduling = scheduling;
    this.elapsed = elapsed;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Scheduled(fixedDelayString = "PT20S")
  void look() {
    read()
        .ifPresent(now -> {
          var before = last;
          if (before != null) {
            stepped(before, now);
          }
          // Known only once it is told: what fails on the way is news at the next look again.
          last = now;
          skewed(now);
        });
  }

  /// A reading whose answer took long says nothing about seconds.
  private Optional<Reading> read() {
    var begin = elapsed.getAsLong();
    var here = clock.instant();
    var there = database.get();
    var end = elapsed.getAsLong();
    if (Duration.ofNanos(end - begin).compareTo(TOLERATED.dividedBy(2)) > 0) {
      return Optional.empty();
    }
    scheduling.read(there, begin, end);
    return Optional.of(new Reading(here, there, begin));
  }

  private void stepped(Reading before, Reading now) {
    var expected = before.there().plusNanos(now.nanos() - before.nanos());
    var back = Duration.between(now.there(), expected);
    if (back.compareTo(TOLERATED) > 0) {
      LOG.error("The database's clock went back by {} s", back.toSeconds());
      tell(new ClockChanged("clock.stepped-back", expected, now.there(), "the database's clock"));
    }
  }

  private void skewed(Reading now) {
    var skew = Duration.between(now.there(), now.here());
    var nowApart = skew.abs().compareTo(TOLERATED) > 0;
    if (nowApart == apart) {
      return;
    }
    if (nowApart) {
      LOG.error(
          "The clock of this machine is {} s away from the database's. Synchronise both",
          skew.toSeconds());
    } else {
      LOG.info("The clock of this machine agrees with the database's again");
    }
    tell(
        new ClockChanged(
            nowApart ? "clock.skewed" : "clock.agreed",
            now.there(),
            now.here(),
            "this machine against the database"));
    apart = nowApart;
  }

  private void tell(ClockChanged event) {
    transaction.executeWithoutResult(_ -> events.publishEvent(event));
  }

  /// Both clocks at one moment, and when that was by a clock that nobody sets.
  private record Reading(Instant here, Instant there, long nanos) {}
}

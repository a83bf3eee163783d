package dev.slipway.runtime;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// The scheduler's clock: the database's, so that replicas on machines with wrong clocks agree on
/// what is due and who is dead. A round reads it ({@link ClockWatch}); in between, and while the
/// database is away, this JVM counts on from the last reading by what nobody can set. Asking the
/// time never asks the database and never fails.
@Component
class DatabaseClock implements Clock {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

  private final InstantSource machine;
  private final LongSupplier elapsed;
  private volatile @Nullable Reading last;

  @Autowired
  DatabaseClock(java.time.Clock machine, JdbcClient jdbc) {
    this(
        machine,
        () -> jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant(),
        System::nanoTime);
  }

  /// Reads once, so that the first task is due by the right clock already.
  DatabaseClock(InstantSource machine, Supplier<Instant> database, LongSupplier elapsed) {
    this.machine = machine;
    this.elapsed = elapsed;
    try {
      var before = elapsed.getAsLong();
      var told = database.get();
      read(told, before, elapsed.getAsLong());
    } catch (DataAccessException | TransactionException away) {
      LOG.debug("The database's clock could not be read yet; the machine's serves", away);
    }
  }

  @Override
  public Instant now() {
    var reading = last;
    return reading == null
        ? machine.instant()
        : reading.told().plusNanos(elapsed.getAsLong() - reading.at());
  }

  /// What the database said between these two moments of the JVM's counter: half way, on average.
  void read(Instant told, long asked, long answered) {
    last = new Reading(told, asked + (answered - asked) / 2);
  }

  private record Reading(Instant told, long at) {}
}

package dev.slipway.identity;

import dev.slipway.shell.ReadingRequest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Everybody's rights, held in memory and read again whenever the database says they changed, on
/// whichever replica. A decision always asks; a request that only reads asks once; what a page
/// merely shows may be a second old.
@Component
class Rights {

  private static final long SHOWN_NANOS = Duration.ofSeconds(1).toNanos();

  private final JdbcClient jdbc;
  private volatile @Nullable Held held;

  /// How often this replica changed rights; written under this object's lock.
  private volatile long changes;

  Rights(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The rights as the database has them at this moment.
  RightsSnapshot now() {
    if (TransactionSynchronizationManager.hasResource(this)) {
      return RightsSnapshot.read(jdbc);
    }
    var known = held;
    if (known != null && ReadingRequest.isServedBy(known.askedAt())) {
      return known.snapshot();
    }
    var before = changes;
    var askedAt = System.nanoTime();
    var asked = ask();
    // The version was read first: rights that change in between are read again at the next
    // question.
    var snapshot =
        known != null && known.asked().version().equals(asked.version())
            ? known.snapshot()
            : RightsSnapshot.read(jdbc);
    keep(new Held(asked, snapshot, askedAt), before);
    return snapshot;
  }

  /// Keeps what was read, unless this replica changed rights meanwhile, or the transaction sees the
  /// database as it was when it began: whoever made a change would be shown the rights of before
  /// for another second.
  private synchronized void keep(Held read, long before) {
    if (changes == before && !isOfBefore()) {
      held = read;
    }
  }

  private static boolean isOfBefore() {
    var isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
    return isolation != null && isolation > Connection.TRANSACTION_READ_COMMITTED;
  }

  private synchronized void forget() {
    changes++;
    held = null;
  }

  /// The rights as of at most a second ago; for what is shown, not for what is done.
  RightsSnapshot shown() {
    var known = fresh();
    return known == null ? now() : known.snapshot();
  }

  /// Called by whoever changes rights: the running transaction sees its own change, everybody else
  /// sees it as soon as it is committed.
  void changed() {
    forget();
    if (!TransactionSynchronizationManager.isSynchronizationActive()
        || TransactionSynchronizationManager.hasResource(this)) {
      return;
    }
    TransactionSynchronizationManager.bindResource(this, true);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Rights.this);
            forget();
          }
        });
  }

  Instant databaseTime() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /// Grants are ended, never deleted: whoever was an administrator once is counted for ever.
  boolean hadTwoAdministrators() {
    return jdbc.sql("select count(distinct person_id) > 1 from role_grant where role = :role")
        .param("role", Role.PLATFORM_ADMIN.name())
        .query(Boolean.class)
        .single();
  }

  /// The same as of at most a second ago, counted on by this JVM since: for ages in hours.
  Instant databaseTimeShown() {
    var known = fresh();
    return known == null
        ? databaseTime()
        : known.asked().time().plusNanos(System.nanoTime() - known.askedAt());
  }

  private @Nullable Held fresh() {
    var known = held;
    return known == null
            || System.nanoTime() - known.askedAt() > SHOWN_NANOS
            || TransactionSynchronizationManager.hasResource(this)
        ? null
        : known;
  }

  private Asked ask() {
    return jdbc.sql("select version::text, clock_timestamp() from rights_version")
        .query((row, _) ->
            new Asked(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
        .single();
  }

  private record Asked(String version, Instant time) {}

  private record Held(Asked asked, RightsSnapshot snapshot, long askedAt) {}
}

package dev.slipway.runtime;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds out, before anything else starts, whether this database was restored from a dump: the
/// server gives its table another number then, or is another one. A copy of the server's files
/// looks like the original; whoever restores such a one says so (docs/operating.md).
@Component
class Incarnation implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Incarnation.class);

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private volatile boolean running;

  Incarnation(
      JdbcClient jdbc, ApplicationEventPublisher events, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void start() {
    var marks = server() + "/" + table();
    transaction.executeWithoutResult(_ -> compare(marks));
    running = true;
  }

  private void compare(String marks) {
    var first =
        jdbc.sql("insert into incarnation (marks) values (:marks) on conflict do nothing")
            .param("marks", marks)
            .update();
    if (first == 1) {
      return;
    }
    var former =
        jdbc.sql("select marks, epoch, since from incarnation for update")
            .query((row, _) ->
                new Former(
                    row.getString(1),
                    row.getInt(2),
                    row.getObject(3, OffsetDateTime.class).toInstant()))
            .single();
    if (former.marks().equals(marks)) {
      return;
    }
    jdbc.sql("update incarnation set marks = :marks, epoch = epoch + 1, since = clock_timestamp()")
        .param("marks", marks)
        .update();
    events.publishEvent(new DatabaseRestored(former.epoch() + 1, former.since()));
    LOG.warn(
        "The database was restored or moved: open plans, running deployments and sessions in it"
            + " have ended without an effect (epoch {})",
        former.epoch() + 1);
  }

  private String server() {
    try {
      return jdbc.sql("select system_identifier::text from pg_control_system()")
          .query(String.class)
          .single();
    } catch (DataAccessException withheld) {
      LOG.debug("The server does not tell its identifier; its tables have to do", withheld);
      return "unknown";
    }
  }

  private String table() {
    return jdbc.sql("select 'incarnation'::regclass::oid::text").query(String.class).single();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Before whatever serves or works.
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  private record Former(String marks, int epoch, Instant since) {}
}

package dev.slipway.runtime;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
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
/// server gives its table another number then, or is another one. A server that withholds its own
/// number is judged by the table's alone; one that does not answer ends the start, for a guess
/// would end everybody's work. A copy of the server's files looks like the original; whoever
/// restores such a one says so (docs/operating.md).
@Component
class Incarnation implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Incarnation.class);

  /// SQLSTATE: insufficient_privilege, undefined_function.
  private static final Set<String> WITHHELD = Set.of("42501", "42883");

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
    var marks = new Marks(server(), table());
    transaction.executeWithoutResult(_ -> compare(marks));
    running = true;
  }

  private void compare(Marks marks) {
    var first =
        jdbc.sql("insert into incarnation (marks) values (:marks) on conflict do nothing")
            .param("marks", marks.toString())
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
    if (marks.sameAs(former.marks())) {
      if (marks.tellMoreThan(former.marks())) {
        jdbc.sql("update incarnation set marks = :marks").param("marks", marks.toString()).update();
      }
      return;
    }
    jdbc.sql("update incarnation set marks = :marks, epoch = epoch + 1, since = clock_timestamp()")
        .param("marks", marks.toString())
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
    } catch (DataAccessException failure) {
      if (failure.getMostSpecificCause() instanceof SQLException sql
          && WITHHELD.contains(String.valueOf(sql.getSQLState()))) {
        LOG.debug("The server does not tell its identifier; its table has to do", failure);
        return Marks.WITHHELD;
      }
      throw failure;
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

  /// What tells one database from another: the server's own number and that of a table in it.
  private record Marks(String server, String table) {

    private static final String WITHHELD = "unknown";

    /// Whether these may be the marks that were written down before.
    boolean sameAs(String former) {
      var end = "/" + table;
      return former.equals(toString())
          || (former.endsWith(end) && (server.equals(WITHHELD) || former.equals(WITHHELD + end)));
    }

    boolean tellMoreThan(String former) {
      return !server.equals(WITHHELD) && former.startsWith(WITHHELD);
    }

    @Override
    public String toString() {
      return server + "/" + table;
    }
  }

  private record Former(String marks, int epoch, Instant since) {}
}

package dev.slipway.shell;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Asks the database twice a second, on a connection of its own, whether it is there. A database
/// that is frozen or cut off answers nothing at all, and whoever waits for it waits long; with this
/// a page says so at once. Not on a virtual thread: pages that keep all processors busy must not
/// look like a database that is away.
@Component
class DatabasePulse implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DatabasePulse.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int PATIENCE_SECONDS = 1;

  /// A new connection needs a new process of the server, on a machine that may be busy.
  private static final int CONNECT_SECONDS = 2;

  private final JdbcConnectionDetails details;
  private final WaitingReads reads;
  private volatile boolean answers = true;
  private volatile @Nullable Thread thread;

  DatabasePulse(JdbcConnectionDetails details, WaitingReads reads) {
    this.details = details;
    this.reads = reads;
  }

  boolean answers() {
    return answers;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name("database-pulse").start(this::beat);
  }

  @Override
  public void stop() {
    var running = thread;
    if (running != null) {
      running.interrupt();
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void beat() {
    Connection connection = null;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        connection = alive(connection);
        say(connection != null);
        if (!answers) {
          tellWhoWaits();
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close(connection);
    }
  }

  /// The connection itself if it still answers, else a new one, else nothing: one lost connection
  /// is not yet a lost database.
  private @Nullable Connection alive(@Nullable Connection connection) {
    try {
      if (connection != null && connection.isValid(PATIENCE_SECONDS)) {
        return connection;
      }
      close(connection);
      return DriverManager.getConnection(details.getJdbcUrl(), properties());
    } catch (SQLException failure) {
      LOG.debug("The database does not answer its pulse", failure);
      return null;
    }
  }

  private Properties properties() {
    var properties = new Properties();
    set(properties, "user", details.getUsername());
    set(properties, "password", details.getPassword());
    set(properties, "ApplicationName", "slipway-pulse");
    var patience = Integer.toString(CONNECT_SECONDS);
    set(properties, "connectTimeout", patience);
    set(properties, "socketTimeout", patience);
    set(properties, "loginTimeout", patience);
    return properties;
  }

  private static void set(Properties properties, String key, @Nullable String value) {
    if (value != null) {
      properties.setProperty(key, value);
    }
  }

  private void say(boolean now) {
    if (now != answers) {
      answers = now;
      if (now) {
        LOG.warn("The database answers again");
      } else {
        LOG.warn("The database does not answer: pages say so until it does");
      }
    }
  }

  /// At each beat, because a request may have passed the gate just before.
  private void tellWhoWaits() {
    var broken = reads.breakOff();
    if (broken > 0) {
      LOG.warn("Broke {} connections on which pages waited for the database", broken);
    }
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException failure) {
        LOG.debug("The connection of the pulse could not be closed", failure);
      }
    }
  }
}

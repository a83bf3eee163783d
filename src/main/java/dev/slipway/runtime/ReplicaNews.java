package dev.slipway.runtime;

import dev.slipway.shell.LiveRelay;
import dev.slipway.shell.LiveStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Word between replicas of the portal, by NOTIFY: which topic and which part of it changed, never
/// what it says. It listens on a connection of its own; after a break, open pages read everything
/// again, because nobody knows what was missed.
@Component
class ReplicaNews implements LiveRelay, SmartLifecycle {

  static final String CHANNEL = "slipway_live";
  static final String LISTENER = "slipway-listen";

  private static final Logger LOG = LoggerFactory.getLogger(ReplicaNews.class);
  private static final int TURN_MILLIS = 5_000;
  private static final int ANSWER_SECONDS = 3;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final String self = UUID.randomUUID().toString();
  private final JdbcClient jdbc;
  private final JdbcConnectionDetails database;
  private final String url;
  private final ObjectProvider<LiveStream> live;
  private final Thread thread = Thread.ofVirtual().name("replica-news").unstarted(this::run);
  private volatile boolean running;

  ReplicaNews(
      JdbcClient jdbc,
      JdbcConnectionDetails database,
      SlipwayProperties settings,
      ObjectProvider<LiveStream> live) {
    this.jdbc = jdbc;
    this.database = database;
    // Who listens needs one server connection for good; a pooler by transaction cannot lend that.
    this.url = Objects.requireNonNullElse(settings.listenUrl(), database.getJdbcUrl());
    this.live = live;
  }

  @Override
  public void tell(String topic, String element) {
    jdbc.sql("select pg_notify(?, ?)")
        .params(CHANNEL, self + " " + topic + " " + element)
        .query((_, _) -> true)
        .single();
  }

  private void run() {
    var pause = SHORTEST_PAUSE;
    var missed = false;
    var deaf = false;
    while (running) {
      try (var connection = connect()) {
        if (missed) {
          LOG.info("Hears the other replicas again");
          live.getObject().readEverythingAgain();
        }
        missed = true;
        deaf = false;
        pause = SHORTEST_PAUSE;
        hear(connection);
      } catch (SQLException | RuntimeException broken) {
        // Also when reading everything again failed: what was missed is still to be made good.
        if (running) {
          LOG.atLevel(deaf ? Level.DEBUG : Level.WARN)
              .log("Does not hear the other replicas: {}", broken.getMessage());
          deaf = true;
          pause = rest(pause);
        }
      }
    }
  }

  private void hear(Connection connection) throws SQLException {
    var postgres = connection.unwrap(PGConnection.class);
    while (running) {
      var news = postgres.getNotifications(TURN_MILLIS);
      if (news == null || news.length == 0) {
        if (!connection.isValid(ANSWER_SECONDS)) {
          throw new SQLException("the database does not answer");
        }
        continue;
      }
      for (var each : news) {
        heard(each.getParameter());
      }
    }
  }

  private void heard(String payload) {
    var parts = payload.split(" ", 3);
    if (parts.length == 3 && !parts[0].equals(self)) {
      live.getObject().changedElsewhere(parts[1], parts[2]);
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("ApplicationName", LISTENER);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "5");
    set(properties, "user", database.getUsername());
    set(properties, "password", database.getPassword());
    var connection = DriverManager.getConnection(url, properties);
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  private static void set(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  private static Duration rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  @Override
  public void start() {
    running = true;
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

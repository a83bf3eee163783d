package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.testing.Negative;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessResourceFailureException;

/// What the log says of failures while the database is away, and while it is not.
class AwayLogTests {

  /// Of its own: the portals of other tests in this JVM listen to the shared one.
  private final LoggerContext context = new LoggerContext();

  private final Logger log = context.getLogger(AwayLogTests.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Pulse pulse = new Pulse();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
    log.setLevel(Level.DEBUG);
    context.addTurboFilter(new AwayLog(pulse));
  }

  @Test
  @Negative(69)
  void aRoundThatFailsWhileTheDatabaseIsAwayIsToldAtDebug() {
    pulse.away = true;
    log.error("Unexpected error occurred in scheduled task", lost("08001"));
    log.error("Failed while completing execution {}, because {}.", "a", "b", lost("57P01"));
    log.warn("No connection", new SQLTransientConnectionException("none within 2000 ms"));
    assertThat(lines.list).hasSize(3).allMatch(line -> line.getLevel() == Level.DEBUG);
    assertThat(lines.list.get(1).getFormattedMessage())
        .isEqualTo("Failed while completing execution a, because b.");
  }

  @Test
  void whatFailsForAnotherReasonIsToldAsEver() {
    pulse.away = true;
    log.error("A mistake", new IllegalStateException("of ours"));
    log.error("A mistake", new SQLException("syntax", "42601"));
    log.warn("Nothing thrown");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.ERROR, Level.ERROR, Level.WARN);
    assertThat(lines.list.getFirst().getThrowableProxy()).isNotNull();
  }

  @Test
  void oneLostConnectionIsOneLine() {
    log.error("Round {}", "one", lost("08006"));
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(lines.list.getFirst().getThrowableProxy()).isNull();
    assertThat(lines.list.getFirst().getFormattedMessage()).isEqualTo("Round one (gone)");
  }

  @Test
  void anEmptyPoolIsNotHiddenWhileTheDatabaseAnswers() {
    log.error("Round", new SQLTransientConnectionException("none within 2000 ms"));
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.ERROR);
    assertThat(lines.list.getFirst().getThrowableProxy()).isNotNull();
  }

  private static Exception lost(String state) {
    return new DataAccessResourceFailureException("wrapped", new SQLException("gone", state));
  }

  private static final class Pulse extends DatabasePulse {

    private boolean away;

    Pulse() {
      super(new Nowhere(), new WaitingReads());
    }

    @Override
    boolean answers() {
      return !away;
    }
  }

  private static final class Nowhere implements JdbcConnectionDetails {

    @Override
    public String getUsername() {
      return "";
    }

    @Override
    public String getPassword() {
      return "";
    }

    @Override
    public String getJdbcUrl() {
      return "";
    }
  }
}

package dev.slipway.shell;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Keeps the log readable while the database is away: every round and the scheduler fail then, each
/// with a stack trace that says what {@link DatabasePulse} has said in one line. They are told at
/// DEBUG; whatever failed for another reason is told as ever.
@Component
class AwayLog extends TurboFilter implements SmartLifecycle {

  /// Hibernate repeats the code of each failure here, which the exception itself tells as well.
  private static final String SQL_CODES = "org.hibernate.orm.jdbc.error";

  private final DatabasePulse pulse;
  private volatile boolean running;

  AwayLog(DatabasePulse pulse) {
    this.pulse = pulse;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable thrown) {
    if (level.toInt() < Level.WARN_INT || format == null) {
      return FilterReply.NEUTRAL;
    }
    if (logger.getName().equals(SQL_CODES) && !pulse.answers()) {
      return FilterReply.DENY;
    }
    var failure = thrown == null ? last(params) : thrown;
    if (FailureResponses.databaseTrouble(failure) != DatabaseTrouble.DOWN) {
      return FilterReply.NEUTRAL;
    }
    if (!pulse.answers()) {
      logger.debug(text(format, params), failure);
      return FilterReply.DENY;
    }
    if (!isLost(failure)) {
      return FilterReply.NEUTRAL;
    }
    // The pulse does not know yet, or it was one connection only.
    logger.atLevel(org.slf4j.event.Level.WARN).log("{} ({})", text(format, params), why(failure));
    return FilterReply.DENY;
  }

  /// The server ended it, or it broke on the way. A pool that has none to lend is another matter.
  private static boolean isLost(@Nullable Throwable failure) {
    var cause = sql(failure);
    var state = cause == null ? null : cause.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  private static String why(@Nullable Throwable failure) {
    var cause = sql(failure);
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private static @Nullable SQLException sql(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static String text(String format, Object @Nullable [] params) {
    return params == null ? format : MessageFormatter.arrayFormat(format, params).getMessage();
  }

  private static @Nullable Throwable last(Object @Nullable [] params) {
    return params != null
            && params.length > 0
            && params[params.length - 1] instanceof Throwable thrown
        ? thrown
        : null;
  }

  @Override
  public void start() {
    running = true;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.addTurboFilter(this);
    }
  }

  @Override
  public void stop() {
    running = false;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getTurboFilterList().remove(this);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

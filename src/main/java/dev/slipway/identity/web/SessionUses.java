package dev.slipway.identity.web;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Notes that a session is in use, so that it does not end for want of it.
@Component
class SessionUses implements RequestSessions.Uses {

  private static final Logger LOG = LoggerFactory.getLogger(SessionUses.class);

  private final JdbcClient jdbc;

  SessionUses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Once, also when several requests come at the same time. Where the database has no connection
  /// free just now the next request notes it; that is no reason to break off this one.
  @Override
  public void note(String session, Instant at) {
    try {
      jdbc.sql(
              """
              update spring_session
                 set last_access_time = :at,
                     expiry_time = :at + max_inactive_interval::bigint * 1000
               where session_id = :session and last_access_time + :apart <= :at
              """)
          .param("session", session)
          .param("at", at.toEpochMilli())
          .param("apart", RequestSessions.APART.toMillis())
          .update();
    } catch (DataAccessException failure) {
      LOG.debug("The use of a session could not be noted", failure);
    }
  }
}

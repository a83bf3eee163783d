package dev.slipway.identity;

import dev.slipway.runtime.DatabaseRestored;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// A session that came back with a backup may have been ended since: everybody signs in again.
@Component
class SessionsAfterRestore {

  private final JdbcClient jdbc;

  SessionsAfterRestore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(DatabaseRestored restored) {
    jdbc.sql("delete from spring_session").update();
  }
}

package dev.slipway.plans;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The one clock of guards, leases and expiry: the database's, read at the moment of asking, not at
/// the start of the transaction.
@Component
class DatabaseTime {

  private final JdbcClient jdbc;

  DatabaseTime(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Instant now() {
    return jdbc.sql("select clock_timestamp()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant()
        .truncatedTo(ChronoUnit.MICROS);
  }
}

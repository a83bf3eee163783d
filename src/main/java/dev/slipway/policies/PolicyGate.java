package dev.slipway.policies;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps judging and changing the rules apart: a judgement holds until its transaction ends, and a
/// freeze that is declared meanwhile waits for that moment. So either the freeze is seen, or the
/// change was first.
@Component
class PolicyGate {

  private static final long KEY = 7_365_120_994_017_001L;

  private final JdbcClient jdbc;

  PolicyGate(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void judging() {
    jdbc.sql("select 1 from pg_advisory_xact_lock_shared(:key)")
        .param("key", KEY)
        .query()
        .listOfRows();
  }

  void changing() {
    jdbc.sql("select 1 from pg_advisory_xact_lock(:key)").param("key", KEY).query().listOfRows();
  }
}

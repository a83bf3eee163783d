package dev.slipway.identity;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the last administrator: without one the portal would open its setup again.
@Component
class Administrators {

  private static final long KEY = 7_365_120_994_017_002L;

  private final JdbcClient jdbc;
  private final Rights rights;

  Administrators(JdbcClient jdbc, Rights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  /// Whoever takes rights from an administrator does so alone, until the transaction ends: two who
  /// go at the same time would each count on the other. Before anything is asked or locked.
  void takeTurn() {
    jdbc.sql("select 1 from pg_advisory_xact_lock(:key)").param("key", KEY).query().listOfRows();
  }

  /// Refuses if nobody would be left.
  void requireAnother(PersonId leaving) {
    var now = rights.now().withAnyRole(Set.of(Role.PLATFORM_ADMIN), Scope.PORTAL);
    if (now.size() == 1 && now.getFirst().id().equals(leaving)) {
      throw new InvalidIdentity(
          now.getFirst().name()
              + " is the last platform administrator; give the role to somebody else first.");
    }
  }
}

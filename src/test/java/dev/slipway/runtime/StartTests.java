package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class StartTests {

  @Autowired JdbcClient jdbc;

  @Test
  void theApplicationConnectsWithItsOwnRole() {
    assertThat(jdbc.sql("select current_user").query(String.class).single())
        .isEqualTo("slipway_app");
  }

  @Test
  void tablesBelongToTheRoleOfTheMigrations() throws Exception {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery("select tableowner from pg_tables where tablename = 'portal'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("slipway_migrate");
    }
  }
}

package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

/// What the console says when PostgreSQL lets nobody in, asked of a real one.
class UnreachableDatabaseTests {

  private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/slipway?password=open";

  @Test
  void nobodyListens() {
    var said = said(NOWHERE, "slipway_app");
    assertThat(said.getDescription()).contains("127.0.0.1:1/slipway does not let it in");
    assertThat(said.getDescription()).doesNotContain("open");
    assertThat(said.getAction()).contains("Start PostgreSQL");
  }

  @Test
  void noSuchRoleOrPassword() throws SQLException {
    var said = said(TestDatabase.shared().fresh().url(), "nobody_of_that_name");
    assertThat(said.getAction()).contains("SPRING_DATASOURCE_USERNAME");
  }

  @Test
  void noSuchDatabase() throws SQLException {
    var url = TestDatabase.shared().fresh().url().replaceFirst("/[^/?]+($|\\?)", "/nowhere$1");
    assertThat(said(url, "slipway_app").getAction()).contains("Make the database");
  }

  @Test
  void anyOtherFailureIsLeftToOthers() {
    assertThat(analysis(NOWHERE, new SQLException("no such table", "42P01"))).isNull();
  }

  private static FailureAnalysis said(String url, String role) {
    try (var _ = DriverManager.getConnection(url, role, TestDatabase.PASSWORD)) {
      throw new AssertionError("there is a connection");
    } catch (SQLException failure) {
      return Objects.requireNonNull(analysis(url, failure), failure.getMessage());
    }
  }

  private static @Nullable FailureAnalysis analysis(String url, SQLException failure) {
    var environment = new MockEnvironment().withProperty("spring.datasource.url", url);
    return new UnreachableDatabaseAnalyzer(environment)
        .analyze(new IllegalStateException("a bean", failure));
  }
}

package dev.slipway.testing;

import dev.slipway.kernel.UuidV7;
import dev.slipway.runtime.DatabaseRoles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// One PostgreSQL for the whole test run: in a container where an engine answers, else embedded.
public final class TestDatabase {

  /// Of the portal's roles; production refuses one that anybody would try first.
  public static final String PASSWORD = "only-for-tests-6Jq2";

  private static final TestDatabase SHARED = start();

  private final String url;
  private final Function<String, DataSource> superuser;

  private TestDatabase(String url, Function<String, DataSource> superuser) {
    this.url = url;
    this.superuser = superuser;
  }

  public static TestDatabase shared() {
    return SHARED;
  }

  /// JDBC URL of the portal's database, without a user.
  public String url() {
    return url;
  }

  /// A superuser's connection to the portal's database, for tests of what others could do.
  public DataSource superuser() {
    return superuser.apply("slipway");
  }

  /// A connection as one of the portal's own roles.
  public DataSource as(String role) {
    var source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser(role);
    source.setPassword(PASSWORD);
    return source;
  }

  /// An empty database of its own on the same server, with the portal's roles.
  public TestDatabase fresh() throws SQLException {
    var name = "t" + UuidV7.next().toString().replace("-", "");
    DatabaseRoles.prepare(superuser.apply("postgres"), superuser, name);
    return new TestDatabase(
        url.substring(0, url.lastIndexOf('/') + 1) + name, _ -> superuser.apply(name));
  }

  private static TestDatabase start() {
    try {
      var database = ContainerEngine.answers() ? container() : embedded();
      DatabaseRoles.prepare(database.superuser.apply("postgres"), database.superuser);
      try (var connection = database.superuser().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("alter role slipway_app password '" + PASSWORD + "'");
        statement.execute("alter role slipway_migrate password '" + PASSWORD + "'");
      }
      return database;
    } catch (Exception failure) {
      throw new IllegalStateException("the test database did not start", failure);
    }
  }

  @SuppressWarnings("resource") // lives as long as the test run
  private static TestDatabase container() {
    var server = new PostgreSQLContainer("postgres:18-alpine");
    server.start();
    System.out.println("Test database: PostgreSQL in a container.");
    var host = "jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(5432) + "/";
    return new TestDatabase(
        host + "slipway",
        name -> {
          var source = new PGSimpleDataSource();
          source.setURL(host + name);
          source.setUser(server.getUsername());
          source.setPassword(server.getPassword());
          return source;
        });
  }

  @SuppressWarnings("resource") // lives as long as the test run
  private static TestDatabase embedded() throws Exception {
    var server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "120")
            .setServerConfig("unix_socket_directories", "")
            .start();
    System.out.println(
        "Test database: embedded PostgreSQL (no container engine answers; start one to test on"
            + " postgres:18-alpine).");
    return new TestDatabase(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/slipway",
        name -> server.getDatabase("postgres", name));
  }
}

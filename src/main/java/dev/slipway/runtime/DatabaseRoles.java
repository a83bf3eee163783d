package dev.slipway.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/// Makes the database and its three roles: `slipway_owner` owns the audit tables and cannot sign
/// in, `slipway_migrate` runs migrations, `slipway_app` is the application. Repeatable. An operator
/// runs the same script once with `psql`.
public final class DatabaseRoles {

  private static final String SCRIPT = "/db/bootstrap/roles.sql";

  private DatabaseRoles() {}

  /// Prepares a server with a superuser's connection.
  public static void prepare(DataSource server, Function<String, DataSource> databaseByName)
      throws SQLException {
    prepare(server, databaseByName, "slipway");
  }

  /// The same for a database of another name (lower case letters, digits and underscores).
  public static void prepare(
      DataSource server, Function<String, DataSource> databaseByName, String name)
      throws SQLException {
    if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
      throw new IllegalArgumentException("database: " + name + " (expected: lower case letters)");
    }
    try (var connection = server.getConnection();
        var statement = connection.createStatement()) {
      var exists =
          statement.executeQuery("select 1 from pg_database where datname = '" + name + "'").next();
      if (!exists) {
        statement.execute("create database " + name);
      }
    }
    try (var connection = databaseByName.apply(name).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(script());
    }
  }

  private static String script() {
    try (var stream = DatabaseRoles.class.getResourceAsStream(SCRIPT)) {
      if (stream == null) {
        throw new IllegalStateException(SCRIPT + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

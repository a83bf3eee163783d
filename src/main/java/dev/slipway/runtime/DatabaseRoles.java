package dev.slipway.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/// Makes the database and its three roles (trust.md 3.1): `slipway_owner` owns the audit tables and
/// cannot sign in, `slipway_migrate` runs migrations, `slipway_app` is the application. Repeatable.
/// An operator runs the same script once with `psql`.
public final class DatabaseRoles {

  private static final String SCRIPT = "/db/bootstrap/roles.sql";

  private DatabaseRoles() {}

  /// Prepares a server with a superuser's connection.
  public static void prepare(DataSource server, Function<String, DataSource> databaseByName)
      throws SQLException {
    try (var connection = server.getConnection();
        var statement = connection.createStatement()) {
      var exists =
          statement.executeQuery("select 1 from pg_database where datname = 'slipway'").next();
      if (!exists) {
        statement.execute("create database slipway");
      }
    }
    try (var connection = databaseByName.apply("slipway").getConnection();
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

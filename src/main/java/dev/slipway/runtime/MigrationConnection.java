package dev.slipway.runtime;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;

/// Migrations connect as their own role; the application never owns a table.
record MigrationConnection(EmbeddedDatabase database) implements FlywayConnectionDetails {

  @Override
  public String getUsername() {
    return "slipway_migrate";
  }

  @Override
  public @Nullable String getPassword() {
    return null;
  }

  @Override
  public String getJdbcUrl() {
    return database.getJdbcUrl();
  }
}

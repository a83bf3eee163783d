package dev.slipway.deployments;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The database of the tests, outside of any transaction, so that every statement is one asking.
final class CountedDatabase {

  private final AtomicInteger asked = new AtomicInteger();
  private final JdbcClient jdbc;

  CountedDatabase(DataSource source) {
    jdbc =
        JdbcClient.create(
            new DelegatingDataSource(source) {
              @Override
              public Connection getConnection() throws SQLException {
                asked.incrementAndGet();
                return super.getConnection();
              }
            });
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  int asked() {
    return asked.get();
  }
}

package dev.slipway.shell;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The pool, which tells whose request was lent a connection.
final class LendingSource extends DelegatingDataSource {

  private final WaitingReads reads;

  LendingSource(DataSource pool, WaitingReads reads) {
    super(pool);
    this.reads = reads;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return reads.lent(super.getConnection());
  }
}

package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StartGuardTests {

  private static final URI ADDRESS = URI.create("https://slipway.example.com");

  private TestDatabase database;

  @BeforeEach
  void emptyDatabase() throws Exception {
    database = TestDatabase.shared().fresh();
    Flyway.configure()
        .dataSource(database.as("slipway_migrate"))
        .locations("classpath:db/migration/runtime")
        .load()
        .migrate();
  }

  @Test
  void theFirstStartIsRememberedAndTheSecondPasses() {
    start(Mode.PRODUCTION, ADDRESS, key(1));
    assertThatCode(() -> start(Mode.PRODUCTION, ADDRESS, key(1))).doesNotThrowAnyException();
  }

  @Test
  void anotherModeIsRefusedWithTheWayOut() {
    start(Mode.SANDBOX, null, key(1));
    assertThatThrownBy(() -> start(Mode.PRODUCTION, ADDRESS, key(1)))
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("sandbox")
        .extracting(failure -> ((UnsafeStart) failure).wayOut())
        .asString()
        .contains("--slipway.mode=sandbox");
  }

  @Test
  void anotherKeyIsRefused() {
    start(Mode.PRODUCTION, ADDRESS, key(1));
    assertThatThrownBy(() -> start(Mode.PRODUCTION, ADDRESS, key(2)))
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("encryption key");
  }

  @Test
  void aDatabaseThatMayLoseAcknowledgedChangesIsRefused() throws Exception {
    var careless = database.as("slipway_app");
    ((org.postgresql.ds.PGSimpleDataSource) careless).setOptions("-c synchronous_commit=off");
    assertThatThrownBy(() -> start(careless, Mode.PRODUCTION, ADDRESS, key(1)))
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("synchronous_commit");
  }

  @Test
  void productionNeedsTheAddressThatPeopleUse() {
    assertThatThrownBy(() -> start(Mode.PRODUCTION, null, key(1)))
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("public-url");
  }

  @Test
  void aRoleThatMayChangeAuditRowsIsRefused() throws Exception {
    try (var connection = database.superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table audit.audit_event (id uuid)");
      statement.execute("grant select, update on audit.audit_event to slipway_app");
    }
    assertThatThrownBy(() -> start(Mode.PRODUCTION, ADDRESS, key(1)))
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("audit rows");
  }

  private void start(Mode mode, @Nullable URI address, byte[] key) {
    start(database.as("slipway_app"), mode, address, key);
  }

  private static void start(DataSource source, Mode mode, @Nullable URI address, byte[] key) {
    var settings = new SlipwaySettings(mode, false, Path.of("target"), address);
    new StartGuard(JdbcClient.create(source), settings, new Sealing(key)).afterPropertiesSet();
  }

  private static byte[] key(int fill) {
    var key = new byte[EncryptionKey.BYTES];
    Arrays.fill(key, (byte) fill);
    return key;
  }
}

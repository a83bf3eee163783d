package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Negative;
import dev.slipway.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @Test
  void aServerThatMayTearItsPagesIsRefused() throws Exception {
    try (var connection = database.superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter system set full_page_writes = off");
      statement.execute("select pg_reload_conf()");
      try {
        await()
            .untilAsserted(() ->
                assertThatThrownBy(() -> start(Mode.PRODUCTION, ADDRESS, key(1)))
                    .isInstanceOf(UnsafeStart.class)
                    .hasMessageContaining("full_page_writes = off"));
      } finally {
        statement.execute("alter system reset full_page_writes");
        statement.execute("select pg_reload_conf()");
      }
    }
  }

  @Test
  @Tag("slow")
  void aServerWithoutFsyncIsRefused() throws Exception {
    try (var server = EmbeddedPostgres.start()) { // -F unless told otherwise
      DatabaseRoles.prepare(
          server.getPostgresDatabase(), name -> server.getDatabase("postgres", name));
      Flyway.configure()
          .dataSource(server.getDatabase("slipway_migrate", "slipway"))
          .locations("classpath:db/migration/runtime")
          .load()
          .migrate();
      var careless = server.getDatabase("slipway_app", "slipway");
      assertThatThrownBy(() -> start(careless, Mode.PRODUCTION, ADDRESS, key(1)))
          .isInstanceOf(UnsafeStart.class)
          .hasMessageContaining("fsync = off");
    }
  }

  @ParameterizedTest
  @Negative(75)
  @ValueSource(strings = {"login createrole", "login noinherit", "login superuser"})
  void aRoleThatMayGiveItselfTheRightToChangeAuditRowsIsRefused(String rights) throws Exception {
    var role = "careless_" + UuidV7.next().toString().replace("-", "");
    try (var connection = database.superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table audit.audit_event (id uuid)");
      statement.execute("alter table audit.audit_event owner to slipway_owner");
      statement.execute(
          "create role %s %s password '%s'".formatted(role, rights, TestDatabase.PASSWORD));
      statement.execute("grant select, insert on portal to " + role);
      if (rights.endsWith("noinherit")) {
        statement.execute("grant slipway_owner to " + role);
      }
      try {
        assertThatThrownBy(() -> start(database.as(role), Mode.PRODUCTION, ADDRESS, key(1)))
            .isInstanceOf(UnsafeStart.class)
            .hasMessageContaining("audit rows");
      } finally {
        statement.execute("drop owned by " + role);
        statement.execute("drop role " + role);
      }
    }
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

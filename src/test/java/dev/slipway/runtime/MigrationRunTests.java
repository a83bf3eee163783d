package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.TestDatabase;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An upgrade in two steps: one run migrates as its own role, then portals start that may not.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationRunTests {

  private TestDatabase database;

  @BeforeAll
  void aPortalThatMayNotMigrateRefusesUntilTheMigrationsRan() throws Exception {
    database = TestDatabase.shared().fresh();
    assertThatThrownBy(this::check)
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("plans 1")
        .extracting(failure -> ((UnsafeStart) failure).wayOut())
        .asString()
        .contains("'migrate'")
        .contains("slipway_migrate");
    migrate();
  }

  private void migrate() {
    MigrationRun.run(
        "migrate",
        "--spring.datasource.url=" + database.url(),
        "--spring.datasource.username=slipway_migrate",
        "--spring.datasource.password=" + TestDatabase.PASSWORD);
  }

  @Test
  void afterwardsItStartsWithoutAnyRightToMigrate() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aStepThatWasChangedAfterItRanIsRefused() {
    var former = checksum(1);
    assertThatThrownBy(this::check)
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("policies 1");
    assertThatThrownBy(this::migrate)
        .hasStackTraceContaining("made by another build of Slipway, whose steps for policies");
    checksum(former);
  }

  private int checksum(int next) {
    var was =
        jdbc("slipway_migrate")
            .sql("select checksum from flyway_schema_history_policies where version = '1'")
            .query(Integer.class)
            .single();
    jdbc("slipway_migrate")
        .sql("update flyway_schema_history_policies set checksum = :sum where version = '1'")
        .param("sum", next)
        .update();
    return was;
  }

  @Test
  void stepsOfANewerPortalAreNoFaultWhileVersionsChange() {
    jdbc("slipway_migrate")
        .sql(
            """
            insert into flyway_schema_history_plans
            select 99, '99', 'of tomorrow', type, 'V99__of_tomorrow.sql', 1, installed_by,
              installed_on, execution_time, success
            from flyway_schema_history_plans where version = '1'
            """)
        .update();
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void theTablesBelongToTheRoleOfTheMigrations() {
    assertThat(
            jdbc("slipway_app")
                .sql("select distinct tableowner from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list())
        .containsExactly("slipway_migrate");
  }

  @Test
  void onlyTheWordItselfAsksForIt() {
    assertThat(MigrationRun.isAsked("migrate", "--x=y")).isTrue();
    assertThat(MigrationRun.isAsked("--x=migrate")).isFalse();
  }

  private void check() {
    var properties =
        new SlipwayProperties(
            Mode.PRODUCTION,
            "external",
            Path.of("target"),
            null,
            null,
            Migrations.CHECK,
            null,
            null);
    new ModuleMigrations(properties)
        .migrate(Flyway.configure().dataSource(database.as("slipway_app")).load());
  }

  private JdbcClient jdbc(String role) {
    return JdbcClient.create(database.as(role));
  }
}

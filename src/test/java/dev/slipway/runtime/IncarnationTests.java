package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import dev.slipway.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/// A database that does not answer, or not in full, is not a restored one.
class IncarnationTests {

  private static final String SERVER_BUSY = "53300";

  private final List<Object> told = new ArrayList<>();
  private JdbcClient jdbc;
  private Incarnation incarnation;

  @BeforeEach
  void createDatabase() throws Exception {
    var source = TestDatabase.shared().fresh().superuser();
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/runtime/V1__runtime.sql"))
        .execute(source);
    jdbc = JdbcClient.create(source);
    incarnation = new Incarnation(jdbc, told::add, new DataSourceTransactionManager(source));
    incarnation.start();
  }

  @Test
  @Negative(80)
  void aQueryThatFailsAtAStartEndsTheStartAndNothingElse() {
    serverAnswers(SERVER_BUSY);

    assertThatThrownBy(incarnation::start).isInstanceOf(DataAccessException.class);

    serverAnswersAgain();
    incarnation.start();
    assertThat(told).isEmpty();
    assertThat(epoch()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "42883"})
  void aServerThatWithholdsItsNumberIsJudgedByItsTable(String state) {
    serverAnswers(state);
    incarnation.start();
    serverAnswersAgain();
    incarnation.start();

    assertThat(told).isEmpty();
    assertThat(epoch()).isEqualTo(1);
  }

  @Test
  void aServerThatTellsItsNumberLaterIsKnownByItFromThenOn() {
    jdbc.sql("update incarnation set marks = regexp_replace(marks, '^[0-9]+', 'unknown')").update();

    incarnation.start();

    assertThat(told).isEmpty();
    assertThat(marks()).doesNotStartWith("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "00000"})
  void anotherTableIsAnotherDatabaseWhateverTheServerTells(String state) {
    jdbc.sql("update incarnation set marks = marks || '1'").update();
    if (!state.equals("00000")) {
      serverAnswers(state);
    }

    incarnation.start();

    assertThat(told).hasExactlyElementsOfTypes(DatabaseRestored.class);
    assertThat(epoch()).isEqualTo(2);
  }

  @Test
  void whatSomebodySaysByHandIsBelieved() {
    jdbc.sql("update incarnation set marks = 'restored'").update();
    serverAnswers("42501");

    incarnation.start();

    assertThat(told).hasExactlyElementsOfTypes(DatabaseRestored.class);
  }

  /// Puts a function before the server's own that fails as a server would.
  private void serverAnswers(String state) {
    jdbc.sql("create schema if not exists front").update();
    jdbc.sql(
            """
            create function front.pg_control_system(out system_identifier bigint)
            language plpgsql as $$ begin raise exception using errcode = '%s'; end $$
            """
                .formatted(state))
        .update();
    jdbc.sql(
            """
            do $$ begin execute format(
              'alter database %I set search_path = front, pg_catalog, public', current_database());
            end $$
            """)
        .update();
  }

  private void serverAnswersAgain() {
    jdbc.sql("drop schema front cascade").update();
  }

  private int epoch() {
    return jdbc.sql("select epoch from incarnation").query(Integer.class).single();
  }

  private String marks() {
    return jdbc.sql("select marks from incarnation").query(String.class).single();
  }
}

package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A large file is one change of the catalog, and whoever meets it is told what it is.
@SlipwayTest
class CatalogTurnTests {

  @Autowired private Systems systems;
  @Autowired private CatalogReader reader;
  @Autowired private JdbcClient jdbc;
  @Autowired private PlatformTransactionManager transactions;

  private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aTransactionTakesItsTurnOnceHoweverMuchItChangesAndTheNextTakesItAgain() {
    var transaction = new TransactionTemplate(transactions);
    for (var round = 0; round < 2; round++) {
      var number = round;
      transaction.executeWithoutResult(_ -> {
        var before = reader.revision();
        register("-a" + number);
        register("-b" + number);
        register("-c" + number);
        assertThat(reader.revision()).isEqualTo(before + 1);
      });
    }
  }

  @Test
  void whoWaitsTooLongForSomebodyElseIsNotToldThatTheDatabaseIsAway() throws Exception {
    var transaction = new TransactionTemplate(transactions);
    try (var other = TestDatabase.shared().superuser().getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update catalog_revision set revision = revision + 1");
      for (var limit : new String[] {"lock_timeout", "statement_timeout"}) {
        assertThatThrownBy(() ->
                transaction.executeWithoutResult(_ -> {
                  jdbc.sql("set local " + limit + " = '200ms'").update();
                  register("-late");
                }))
            .isInstanceOfSatisfying(
                DomainFailure.class,
                refused -> assertThat(refused.problem()).isEqualTo(ProblemType.CONFLICT))
            .hasMessageContaining("Somebody else changes much of the catalog");
      }
      other.rollback();
    }
    register("-late");
  }

  private void register(String suffix) {
    systems.register(new RegisterSystem(name + suffix, name + suffix, "For a test"), Actor.SYSTEM);
  }
}

package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What a page shows of rights that changed while somebody else read them.
@SlipwayTest
class RightsTests {

  @Autowired DataSource database;
  @Autowired People people;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void aReadingFromBeforeAChangeIsNotShownAfterIt() {
    var interrupted = new Interrupted(database);
    var rights = new Rights(JdbcClient.create(interrupted));
    rights.now();
    var handle = "ada-" + UuidV7.next().toString().substring(24);
    rights.changed();
    // After the last query the reading is whole, and not yet kept.
    interrupted.left = interrupted.asked;
    interrupted.then =
        () -> {
          people.register(handle, "Ada", Actor.SYSTEM);
          rights.changed();
        };

    rights.now();

    assertThat(interrupted.left).isZero();
    assertThat(rights.shown().people().values()).anyMatch(person -> person.handle().equals(handle));
  }

  @Test
  void aReadingOfTheMomentWhenItsTransactionBeganIsShownToNobodyElse() {
    var rights = new Rights(JdbcClient.create(database));
    var handle = "ada-" + UuidV7.next().toString().substring(24);
    var oneMoment = new TransactionTemplate(transactions);
    oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);

    oneMoment.executeWithoutResult(_ -> {
      rights.now();
      CompletableFuture.runAsync(
              () -> {
                people.register(handle, "Ada", Actor.SYSTEM);
                rights.changed();
              })
          .join();
      assertThat(handles(rights)).doesNotContain(handle);
    });

    assertThat(handles(rights)).contains(handle);
  }

  private static List<String> handles(Rights rights) {
    return rights.shown().people().values().stream().map(one -> one.handle()).toList();
  }

  /// Lets something happen elsewhere once a number of queries is answered.
  private static final class Interrupted extends DelegatingDataSource {

    int asked;
    int left;
    Runnable then = () -> {};

    Interrupted(DataSource database) {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      asked++;
      var connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, method, arguments) -> {
                var answer = method.invoke(connection, arguments);
                if (method.getName().equals("close") && left > 0 && --left == 0) {
                  then.run();
                }
                return answer;
              });
    }
  }
}

package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.SlipwayTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SlipwayTest
class AfterCommitTests {

  @Autowired PlatformTransactionManager transactions;

  private final List<String> done = new ArrayList<>();

  @Test
  void aFailureAfterTheCommitReachesNobodyAndStopsNothing() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(_ -> {
          AfterCommit.run("The first task", AfterCommitTests::fail);
          AfterCommit.run("The second task", () -> done.add("second"));
          done.add("change");
        });
    assertThat(done).containsExactly("change", "second");
  }

  @Test
  void whatFollowsFromWhatFollowsIsDoneToo() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(_ ->
            AfterCommit.run(
                "The first task",
                () -> {
                  done.add("first");
                  AfterCommit.run("The second task", () -> done.add("second"));
                  AfterCommit.run("The third task", AfterCommitTests::fail);
                }));
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void whatIsRolledBackIsFollowedByNothing() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(transaction -> {
          AfterCommit.run("The task", () -> done.add("task"));
          transaction.setRollbackOnly();
        });
    assertThat(done).isEmpty();
  }

  @Test
  void withoutATransactionItIsTheCallersOwn() {
    assertThatThrownBy(() -> AfterCommit.run("The task", AfterCommitTests::fail))
        .hasMessage("broken");
  }

  private static void fail() {
    throw new IllegalStateException("broken");
  }
}

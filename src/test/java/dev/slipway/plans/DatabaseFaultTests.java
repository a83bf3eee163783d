package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A database that fails in the middle of the claim: nothing half done, and the same request sent
/// again is carried out once.
@SlipwayTest
class DatabaseFaultTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private final String key = UuidV7.next().toString();
  private Stage stage;
  private Placement placement;
  private Plan plan;

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    placement = stage.placement();
    plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.approve(plan);
  }

  @Test
  @Negative(69)
  @Promise("P10")
  void aConnectionThatIsCutInTheClaimLeavesNothingQueuedTwice() {
    for (var point : new String[] {"claim.judged", "claim.stored"}) {
      at(point, () -> cut(jdbc.sql("select pg_backend_pid()").query(Integer.class).single()));
      assertThat(catchThrowable(this::start)).as(point).isNotNull();
      nothingHappened();
    }
    onceMore();
  }

  @Test
  @Negative(69)
  @Promise("P10")
  void aStatementThatTakesTooLongUndoesTheWholeClaim() {
    at(
        "claim.stored",
        () -> {
          jdbc.sql("set local statement_timeout = '100ms'").update();
          jdbc.sql("select pg_sleep(20)").query((_, _) -> true).single();
        });
    assertThat(state(catchThrowable(this::start))).isEqualTo("57014");
    nothingHappened();
    onceMore();
  }

  @Test
  @Negative(69)
  @Promise("P10")
  void aSerializationFailureUndoesTheWholeClaim() {
    at(
        "claim.stored",
        () -> jdbc.sql("do $$ begin raise exception 'x' using errcode = '40001'; end $$").update());
    assertThat(state(catchThrowable(this::start))).isEqualTo("40001");
    nothingHappened();
    onceMore();
  }

  @Test
  @Negative(69)
  @Promise("P10")
  void whoeverLosesADeadlockHasDoneNothing() throws Exception {
    try (var other = TestDatabase.shared().superuser().getConnection()) {
      other.setAutoCommit(false);
      var statement = other.createStatement();
      // The other side never gives way, so that the portal has to.
      statement.execute("set local deadlock_timeout = '1h'");
      statement.execute(
          "select 1 from plan_status where plan = '%s' for update".formatted(plan.id.value()));
      var start = CompletableFuture.supplyAsync(() -> catchThrowable(this::start));
      await().atMost(Duration.ofSeconds(10)).until(this::somebodyWaitsForThePlan);
      statement.execute(
          "select 1 from target_lock where target = '%s' for update"
              .formatted(placement.id().value()));
      assertThat(state(start.get())).isEqualTo("40P01");
      other.rollback();
    }
    nothingHappened();
    onceMore();
  }

  private void start() {
    stage.plans.start(plan.id, plan.hash, key, Stage.actor(stage.ada));
  }

  private void at(String wanted, Runnable fault) {
    stage.failPoints =
        (point, _) -> {
          if (point.equals(wanted)) {
            fault.run();
          }
        };
  }

  private void nothingHappened() {
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
    assertThat(operations()).isZero();
    assertThat(stage.workload(placement).effects).isZero();
  }

  private void onceMore() {
    stage.failPoints = (_, _) -> {};
    var operation = stage.plans.start(plan.id, plan.hash, key, Stage.actor(stage.ada));
    assertThat(stage.plans.start(plan.id, plan.hash, key, Stage.actor(stage.ada)))
        .isEqualTo(operation);
    assertThat(operations()).isEqualTo(1);
    assertThat(stage.run(operation, 10)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.workload(placement).effects).isEqualTo(1);
  }

  private int operations() {
    return jdbc.sql("select count(*) from operation where placement = :placement")
        .param("placement", placement.id().value())
        .query(Integer.class)
        .single();
  }

  private boolean somebodyWaitsForThePlan() {
    return jdbc.sql(
                """
                select count(*) from pg_stat_activity
                where usename = 'slipway_app' and wait_event_type = 'Lock'
                  and query like '%plan_status%'
                """)
            .query(Integer.class)
            .single()
        > 0;
  }

  private static void cut(int backend) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("select pg_terminate_backend(%d, 5000)".formatted(backend));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static @Nullable String state(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    return String.valueOf(failure);
  }
}

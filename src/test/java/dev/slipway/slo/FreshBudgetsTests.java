package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.SlipwayTest;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/// What a decision goes by: counted when it is asked for.
@SlipwayTest
class FreshBudgetsTests {

  @Autowired ApplicationContext context;
  private CountingStage portals;
  private Budgets budgets;

  @BeforeEach
  void prepare() {
    portals = new CountingStage(context);
    budgets =
        new Budgets(
            context.getBean(ObjectiveRows.class),
            context.getBean(ObjectiveViews.class),
            new FreshBudgets(
                context.getBean(DatasourceRows.class),
                context.getBean(DatasourceKeys.class),
                portals.source,
                context.getBean(EvaluationWrites.class)));
  }

  @AfterEach
  void giveBack() {
    portals.close();
  }

  private BudgetStanding askNow() {
    return budgets.askNow(portals.stage.service.id(), portals.stage.production.id());
  }

  private UUID counted(String name, long bad) throws Exception {
    var id = portals.stage.objective(name);
    portals.source.counts(bad, 25_920_000);
    portals.replica.round();
    return id;
  }

  @Test
  void whatBurnedSinceTheLastEvaluationCountsAtOnceAndIsNotWritten() throws Exception {
    var id = counted("availability", 0);
    portals.source.counts(12_960, 25_920_000);
    assertThat(askNow().state()).isEqualTo(BudgetState.FREEZE);
    assertThat(askNow().reason())
        .isEqualTo("availability is in freeze, 50.00 % of its budget used.");
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void askingOftenDoesNotLeaveAState() throws Exception {
    counted("availability", 13_219);
    portals.source.counts(12_000, 25_920_000);
    for (var i = 0; i < 3; i++) {
      assertThat(askNow().state()).isEqualTo(BudgetState.FREEZE);
    }
  }

  @Test
  void whereNobodyAnswersTheLastGoodEvaluationIsStaleAndThenUnknown() throws Exception {
    var id = counted("availability", 6_480);
    portals.source.readings = (_, _) -> new SliAnswer.Unavailable<>("connection refused");
    var standing = askNow();
    assertThat(standing.state()).isEqualTo(BudgetState.REVIEW);
    assertThat(standing.objectives().getFirst().budget().quality()).isEqualTo(ReadingQuality.STALE);
    portals.stage.set(id, "as_of = as_of - interval '15 minutes'");
    assertThat(askNow().state()).isEqualTo(BudgetState.UNKNOWN);
    assertThat(askNow().reason()).contains("connection refused");
  }

  @Test
  void whoeverDecidesDoesNotWaitForASlowOne() throws Exception {
    counted("availability", 6_480);
    var never = new CountDownLatch(1);
    portals.source.readings =
        (_, windows) -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return ProgrammedSource.same(windows, new WindowReading.NoData());
        };
    var standing = askNow();
    assertThat(standing.state()).isEqualTo(BudgetState.REVIEW);
    assertThat(standing.reason()).contains("no answer within 5 s");
  }

  @Test
  void theWorstDecidesAsItIsNow() throws Exception {
    counted("availability", 6_480);
    counted("latency", 0);
    portals.source.says(new WindowReading.NoTraffic());
    assertThat(askNow().state()).isEqualTo(BudgetState.NO_TRAFFIC);
    portals.source.readings = (_, _) -> new SliAnswer.Refused<>("parse error");
    assertThat(askNow().state()).isEqualTo(BudgetState.UNKNOWN);
  }

  @Test
  void nobodyAsksInsideATransaction() {
    var facade = context.getBean(Budgets.class);
    var stage = portals.stage;
    assertThatThrownBy(() ->
            context
                .getBean(TransactionTemplate.class)
                .execute(_ -> facade.askNow(stage.service.id(), stage.production.id())))
        .isInstanceOf(IllegalTransactionStateException.class);
  }
}

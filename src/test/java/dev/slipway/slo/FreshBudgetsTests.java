package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.slo.spi.ExcludedTime;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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
                new CountedWindows(
                    portals.source,
                    context.getBean(DatasourceKeys.class),
                    context.getBeanProvider(ExcludedTime.class)),
                context.getBean(EvaluationWrites.class)),
            context.getBean(ObjectiveWrites.class));
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
    assertThat(askNow().reason()).isEqualTo("availability is in freeze, 50 % of its budget used.");
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void whatPeopleAgreedNotToCountIsCountedByNobody() throws Exception {
    var incident = Duration.ofMinutes(630);
    portals.source.readings =
        (_, windows) -> {
          var found = new HashMap<Duration, WindowReading>();
          for (var window : windows) {
            var bad = window.compareTo(incident) > 0 ? 20_000 : 0;
            found.put(window, new WindowReading.Counted(Counts.of(bad, window.toSeconds())));
          }
          return ProgrammedSource.got(found);
        };
    var id = portals.stage.objective("availability");
    portals.replica.round();
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.EXHAUSTED);
    assertThat(askNow().state()).isEqualTo(BudgetState.EXHAUSTED);

    excluded(id);

    assertThat(askNow().objectives().getFirst().budget().consumed()).isEqualByComparingTo("0");
    for (var round = 0; round < 2; round++) {
      portals.due(id);
      portals.replica.round();
    }
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(Objects.requireNonNull(portals.details(id).counts()).total())
        .isEqualByComparingTo(Long.toString(Duration.ofDays(30).minusHours(2).toSeconds()));
    assertThat(portals.details(id).windows())
        .as("its edges are nobody's windows")
        .hasSize(Evaluation.windows(Duration.ofDays(30)).size());
  }

  private void excluded(UUID id) {
    context
        .getBean(JdbcClient.class)
        .sql(
            """
            insert into gate_exclusion (id, objective, from_at, to_at, cause, reason, ticket, request,
              requester, requester_name, made_at, expires_at, agreed_at, agreed_by)
            select :id, :objective, hour - interval '11 hours', hour - interval '9 hours',
              'MAINTENANCE', 'The database was moved to another place', 'OPS-7', :id, :id, 'Jon',
              clock_timestamp(), clock_timestamp(), clock_timestamp(), array['Mira']
              from (select date_trunc('hour', clock_timestamp(), 'UTC') as hour) as clock
            """)
        .param("id", UUID.randomUUID())
        .param("objective", id)
        .update();
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

package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.slipway.clusters.Placement;
import dev.slipway.gate.BudgetRow;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Before a plan is stored and before it starts, its budget is counted anew.
@SlipwayTest
class AskedBudgetTests {

  private static final int[] WINDOWS = {
    300, 1_800, 3_600, 7_200, 21_600, 86_400, 259_200, 2_592_000
  };

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;

  private final CountDownLatch over = new CountDownLatch(1);
  private PrometheusDouble prometheus;
  private Stage stage;
  private Placement placement;
  private UUID objective;

  @BeforeEach
  void healthyAsOfTheLastEvaluation() throws IOException {
    prometheus = new PrometheusDouble();
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    placement = stage.placement();
    objective =
        new BudgetRow(jdbc, prometheus.address())
            .gating(placement.service(), stage.environment.id(), BudgetState.HEALTHY, "0.1", false);
    burnt("0.1");
  }

  @AfterEach
  void close() {
    over.countDown();
    prometheus.close();
  }

  @Test
  void whatBurnedSinceTheLastEvaluationHoldsTheStart() {
    var plan = approved();

    burnt("0.52");
    refused(plan, "in freeze (from 50 %): 52 % used");

    burnt("0.12");
    stage.start(plan);
    assertThat(evidence(plan, "STARTED", "consumed")).isEqualTo("0.120000000");
    assertThat(evidence(plan, "STARTED", "quality")).isEqualTo("fresh");
  }

  @Test
  void aPlanThatIsMadeIsJudgedAndKeptByWhatIsCountedThen() {
    burnt("0.8");

    var plan = proposed(ChangeKind.ROLLOUT, Way.FORWARD);

    assertThat(plan.verdicts()).anyMatch(Verdict.Block.class::isInstance);
    assertThat(evidence(plan.id(), "PLANNED", "consumed")).isEqualTo("0.800000000");
  }

  @Test
  void whereNobodyAnswersTheLastGoodEvaluationCountsForFifteenMinutes() {
    var plan = approved();
    prometheus.close();

    counted("14 minutes");
    stage.start(plan);
    assertThat(evidence(plan, "STARTED", "quality")).isEqualTo("stale");
    assertThat(evidence(plan, "STARTED", "reason")).contains("does not answer");
  }

  @Test
  void afterThatNobodyKnowsAndAFeatureWaits() {
    var plan = approved();
    prometheus.close();

    counted("16 minutes");

    refused(plan, "Nobody knows how much");
  }

  @Test
  void aQueryThatIsRefusedIsUnknownHoweverYoungTheLastEvaluationIs() {
    var plan = approved();
    prometheus.says(_ -> Says.error(400, "bad_data", "parse error"));

    refused(plan, "The query is refused");
  }

  @Test
  void aSlowOneIsNotWaitedForAndTheLastGoodEvaluationCounts() {
    var plan = approved();
    hangs();

    stage.start(plan);

    assertThat(evidence(plan, "STARTED", "quality")).isEqualTo("stale");
    assertThat(evidence(plan, "STARTED", "reason")).contains("no answer within 5 s");
  }

  @Test
  void aRollbackAsksNobody() {
    hangs();

    var plan = proposed(ChangeKind.ROLLBACK, Way.LAST_GOOD);
    var deployment =
        stage.plans.start(plan.id(), plan.hash(), UuidV7.next().toString(), plan.requester());

    assertThat(stage.run(deployment, 6)).isEqualTo(OperationState.SUCCEEDED);
    assertThat(prometheus.asked()).isEmpty();
  }

  @Test
  void theLastLookBeforeTheFirstWriteAsksOnceMore() {
    var plan = approved();
    var deployment = stage.start(plan);

    burnt("1.2");
    stage.run(deployment, 6);

    assertThat(stage.workload(placement).effects).isZero();
  }

  private Plan approved() {
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.approve(plan);
    return plan;
  }

  private PlanView proposed(ChangeKind kind, Way way) {
    var draft = stage.draft(placement, kind, way);
    when(stage.drafting.draft(any(), any())).thenReturn(draft);
    return stage.plans.propose(draft.wish(), Stage.actor(stage.ada), false);
  }

  /// From now on the server counts so much of the budget as used, in every window.
  private void burnt(String share) {
    var ratio = new BigDecimal(share).movePointLeft(3);
    var series =
        IntStream.of(WINDOWS)
            .boxed()
            .flatMap(window -> Stream.of(window + "/err/" + ratio, window + "/tot/1"))
            .toArray(String[]::new);
    prometheus.says(_ -> Says.vector(series));
  }

  private void hangs() {
    prometheus.says(_ -> {
      try {
        over.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return Says.vector();
    });
  }

  private void counted(String ago) {
    jdbc.sql(
            "update slo_standing set as_of = clock_timestamp() - cast(? as interval) where slo = ?")
        .params(ago, objective)
        .update();
  }

  private @Nullable String evidence(Plan plan, String occasion, String of) {
    return evidence(plan.id, occasion, of);
  }

  private @Nullable String evidence(PlanId plan, String occasion, String of) {
    return jdbc.sql(
            """
            select evidence -> 0 ->> :of from gate_decision
             where plan = :plan and occasion = :occasion
            """)
        .param("plan", plan.value())
        .param("occasion", occasion)
        .param("of", of)
        .query(String.class)
        .single();
  }

  private void refused(Plan plan, String why) {
    assertThatThrownBy(() -> stage.start(plan))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining(why);
  }
}

package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Who counts, what is written down of it, and what is left of it when the datasource is away.
@SlipwayTest
class EvaluationRoundsTests {

  private static final String WAITS =
      """
      select exists (select from pg_locks where not granted
         and pg_backend_pid() = any(pg_blocking_pids(pid)))
      """;

  private static final String FREE =
      "select slo::text from slo_standing where slo = ? for update nowait";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private CountingStage portals;
  private ProgrammedSource source;
  private SloStage stage;

  @BeforeEach
  void prepare() {
    portals = new CountingStage(context);
    source = portals.source;
    stage = portals.stage;
  }

  @AfterEach
  void giveBack() {
    portals.close();
  }

  @Test
  void whatIsCountedStandsThereWithItsInstant() throws Exception {
    var id = stage.objective("availability");
    source.counts(12_228, 25_920_000);
    portals.replica.round();

    var details = portals.details(id);
    assertThat(details.summary().budget().state()).isEqualTo(BudgetState.REVIEW);
    assertThat(details.summary().budget().consumed()).isEqualByComparingTo("0.471759259");
    assertThat(details.summary().budget().quality()).isEqualTo(ReadingQuality.FRESH);
    assertThat(details.summary().budget().asOf()).isEqualTo(source.instants.getLast());
    assertThat(details.left()).isEqualByComparingTo("13692");
    assertThat(details.windows()).hasSize(8);
    assertThat(portals.meters.counter("slipway.slo.evaluations", "answer", "counted").count())
        .isPositive();

    var asked = source.instants.size();
    portals.replica.round();
    assertThat(source.instants).as("it is due again in a minute").hasSize(asked);
  }

  @Test
  void whoeverCountsWaitsForWhoeverEditsBeforeTheyHoldAnything() throws Exception {
    var id = stage.objective("availability");
    source.says(new WindowReading.NoData());
    var edits = stage.bean(ObjectiveWrites.class);
    try (var work = Executors.newVirtualThreadPerTaskExecutor()) {
      var round =
          stage
              .bean(TransactionTemplate.class)
              .execute(_ -> {
                edits.lock(id);
                var counted =
                    work.submit(() -> {
                      portals.replica.round();
                      return true;
                    });
                while (!jdbc.sql(WAITS).query(Boolean.class).single()) {
                  Thread.onSpinWait();
                }
                assertThatNoException()
                    .as("else each would wait for the other")
                    .isThrownBy(() -> jdbc.sql(FREE).param(id).query().listOfRows());
                return counted;
              });
      assertThat(Objects.requireNonNull(round).get()).isTrue();
    }
    assertThat(portals.budget(id).reason()).contains("no series");
  }

  @Test
  void aRoundHasOneInstantForAll() throws Exception {
    stage.objective("availability");
    stage.objective("latency");
    stage.objective("checkout");
    source.counts(0, 100);
    portals.replica.round();
    assertThat(source.instants).hasSizeGreaterThanOrEqualTo(3);
    assertThat(source.instants.stream().distinct()).hasSize(1);
  }

  @Test
  void theLastGoodEvaluationIsStaleWhileTheSourceIsAwayAndThenUnknown() throws Exception {
    var id = stage.objective("availability");
    source.counts(6_480, 25_920_000);
    portals.replica.round();

    source.readings = (_, _) -> new SliAnswer.Unavailable<>("connection refused");
    portals.due(id);
    portals.replica.round();
    assertThat(portals.budget(id).quality()).isEqualTo(ReadingQuality.STALE);
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.REVIEW);
    assertThat(portals.budget(id).consumed()).isEqualByComparingTo("0.25");
    assertThat(portals.budget(id).reason()).contains("connection refused");

    stage.set(id, "as_of = as_of - interval '15 minutes'");
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.UNKNOWN);

    source.counts(6_480, 25_920_000);
    portals.due(id);
    portals.replica.round();
    assertThat(portals.budget(id).quality()).isEqualTo(ReadingQuality.FRESH);
    assertThat(portals.budget(id).reason()).isNull();
  }

  @Test
  void aWrongQueryMakesItsOwnObjectiveUnknownAtOnce() throws Exception {
    var id = stage.objective("availability");
    var other = stage.objective("latency");
    source.counts(0, 25_920_000);
    portals.replica.round();
    source.readings = (_, _) -> new SliAnswer.Refused<>("parse error at char 7");
    portals.due(id);
    portals.replica.round();
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.UNKNOWN);
    assertThat(portals.budget(other).state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(findings(id)).containsExactly("SLI_CONFIG");

    source.readings = (_, _) -> new SliAnswer.Unavailable<>("connection refused");
    portals.due(id);
    portals.replica.round();
    assertThat(portals.budget(id).state())
        .as("an outage does not bring back what a wrong query lost")
        .isEqualTo(BudgetState.UNKNOWN);

    source.counts(0, 25_920_000);
    portals.due(id);
    portals.replica.round();
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(findings(id)).as("and the finding is gone").isEmpty();
  }

  @Test
  void theHysteresisIsRememberedByWhicheverReplicaComesNext() throws Exception {
    var id = stage.objective("availability");
    var expected =
        Map.of(
            13_219L, BudgetState.FREEZE, // 0.51
            12_415L, BudgetState.FREEZE, // 0.479, the first below
            12_389L, BudgetState.REVIEW); // 0.478
    for (var bad : List.of(13_219L, 12_415L, 12_389L)) {
      portals.replica.lease().giveBack();
      portals.replica = portals.replica();
      portals.takeLease(portals.replica);
      source.counts(bad, 25_920_000);
      portals.due(id);
      portals.replica.round();
      assertThat(portals.budget(id).state()).isEqualTo(expected.get(bad));
    }
    assertThat(
            jdbc.sql(
                    """
                    select action || ' ' || (before ->> 'state') || ' ' || (after ->> 'state') as told
                      from audit.audit_event where subject_id = ? order by id
                    """)
                .param(id.toString())
                .query((row, _) -> row.getString("told"))
                .list())
        .containsExactly("budget.recovered freeze review");
  }

  @Test
  void onlyWhoeverHoldsTheLeaseCounts() throws Exception {
    var id = stage.objective("availability");
    source.counts(0, 100);
    var second = portals.replica();
    second.round();
    assertThat(source.instants).isEmpty();
    portals.replica.round();
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void aReplicaThatLostItsLeaseInTheMiddleWritesNothing() throws Exception {
    var id = stage.objective("availability");
    var second = portals.replica();
    source.readings =
        (_, windows) -> {
          portals.takeLease(second);
          return ProgrammedSource.same(
              windows, new WindowReading.Counted(Counts.of(25_920, 25_920_000)));
        };
    portals.replica.round();
    assertThat(portals.budget(id).asOf()).isNull();

    source.counts(0, 25_920_000);
    second.round();
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void oneThatDiedInTheMiddleIsFollowedByAnotherOnceItsLeaseIsOver() throws Exception {
    var id = stage.objective("availability");
    source.readings =
        (_, _) -> {
          throw new IllegalStateException("the process is gone");
        };
    portals.replica.round();
    var second = portals.replica();
    second.round();
    assertThat(portals.budget(id).asOf()).as("the lease still runs").isNull();

    jdbc.sql("update slo_lease set until = clock_timestamp() - interval '1 second'").update();
    source.counts(0, 25_920_000);
    second.round();
    assertThat(portals.budget(id).state()).isEqualTo(BudgetState.HEALTHY);
  }

  @Test
  void whatWasCountedByAnOlderDefinitionIsNotWritten() throws Exception {
    var id = stage.objective("availability");
    source.readings =
        (_, windows) -> {
          jdbc.sql("update slo set version = version + 1 where id = ?").param(id).update();
          return ProgrammedSource.same(
              windows, new WindowReading.Counted(Counts.of(25_920, 25_920_000)));
        };
    portals.replica.round();
    assertThat(portals.budget(id).asOf()).isNull();
  }

  @Test
  void aSlowDatasourceIsAskedFourTimesAtOnceAndHoldsUpNobodyElse() throws Exception {
    for (var i = 0; i < 6; i++) {
      stage.objective("slow " + i);
    }
    var fast = new SloStage(context);
    var quick = fast.objective("quick");
    var entered = new AtomicInteger();
    var most = new AtomicInteger();
    var hold = new CountDownLatch(1);
    var four = new CountDownLatch(4);
    source.readings =
        (_, windows) -> {
          var slow = source.asked.getLast();
          most.accumulateAndGet(entered.incrementAndGet(), Math::max);
          four.countDown();
          try {
            if (slow.id().equals(stage.datasource)) {
              hold.await();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            entered.decrementAndGet();
          }
          return ProgrammedSource.same(windows, new WindowReading.Counted(Counts.of(0, 100)));
        };
    portals.replica.lease().renew();
    var begun = portals.replica.rounds().once();
    four.await();
    assertThat(portals.replica.rounds().once())
        .as("what is being counted is not begun again")
        .isEmpty();
    hold.countDown();
    for (var each : begun) {
      each.get();
    }
    assertThat(portals.budget(quick).state()).isEqualTo(BudgetState.HEALTHY);
    assertThat(most.get()).isLessThanOrEqualTo(5);
  }

  private List<String> findings(UUID id) {
    return portals.details(id).findings().stream().map(ObjectiveDetails.Finding::code).toList();
  }
}

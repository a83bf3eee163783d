package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.PersonSummary;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Way;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.SloStage;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Anybody may ask the gate, as often as they like; that keeps no objective from being counted and
/// no start from its answer.
@SlipwayTest
class MereQuestionTests {

  @Autowired ApplicationContext context;
  @Autowired ErrorBudgetPolicy policy;
  @Autowired JdbcClient jdbc;
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private PrometheusDouble server;
  private SloStage stage;

  @BeforeEach
  void count() throws IOException {
    stage = new SloStage(context);
    server = new PrometheusDouble();
    var id = stage.objective("availability");
    stage.stands(id, BudgetState.FREEZE, "0.52", Duration.ofSeconds(20));
    // Before the portal that runs beside finds a server there.
    stage.set(id, "due_at = clock_timestamp() + interval '1 hour'");
    jdbc.sql("update slo_datasource set address = ? where id = ?")
        .params(server.address().toString(), stage.datasource)
        .update();
    server.says(asked -> {
      if (!asked.path().endsWith("/query")) {
        return Says.vector();
      }
      arrived.release();
      try {
        answered.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return Says.vector();
    });
  }

  @AfterEach
  void end() {
    answered.countDown();
    people.close();
    server.close();
  }

  private Future<BudgetStanding> asks(PersonSummary person, @Nullable UUID plan) {
    var change = JudgedClassTests.change(ChangeKind.ROLLOUT, Way.FORWARD, null);
    var asked =
        new ProposedChange(
            stage.service, stage.production, change.facts(), SloStage.actor(person), plan);
    return people.submit(() -> (BudgetStanding) policy.ask(asked).orElseThrow());
  }

  @Test
  void whereManyAskTheLastCountAnswersWithItsAgeAndAStartAsksAllTheSame() throws Exception {
    for (var asking = 0; asking < 2; asking++) {
      var _ = asks(stage.kofi, null);
      arrived.acquire();
    }

    var told = asks(stage.kofi, null).get();

    assertThat(told.state()).isEqualTo(BudgetState.FREEZE);
    assertThat(told.reason()).contains("52 % of its budget used", "others ask its datasource");
    assertThat(told.asOf()).isNotNull();
    var _ = asks(stage.kofi, UUID.randomUUID());
    arrived.acquire();
  }
}

package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.testing.SlipwayTest;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// A query that somebody tries out keeps nobody else's from being counted.
@SlipwayTest
class ObjectiveTrialTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private final ProgrammedSource source = new ProgrammedSource();
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private SloStage stage;
  private ObjectiveTrial trial;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    trial =
        new ObjectiveTrial(
            stage.bean(Datasources.class),
            stage.bean(DatasourceKeys.class),
            source,
            stage.bean(Access.class),
            stage.bean(Services.class),
            Clock.systemUTC(),
            context,
            stage.bean(PlatformTransactionManager.class));
    source.counts(1, 100);
  }

  @AfterEach
  void end() {
    answered.countDown();
    people.close();
  }

  private ObjectiveDefinition definition() {
    return new ObjectiveDefinition(
        "tried",
        "",
        new BigDecimal("99.9"),
        30,
        Indicator.events("sum(rate(bad[{{.window}}]))", "sum(rate(every[{{.window}}]))"),
        true,
        stage.datasource);
  }

  private Actor person(String name) {
    return SloStage.actor(stage.person(name, Role.DEVELOPER, null));
  }

  private void sourceHangs() {
    source.readings =
        (_, windows) -> {
          arrived.release();
          try {
            answered.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return ProgrammedSource.same(windows, new WindowReading.NoData());
        };
  }

  private void asksMeanwhile(Actor actor) {
    var _ = people.submit(() -> trial.of(definition(), true, actor));
    arrived.acquireUninterruptibly();
  }

  @Test
  void nobodyAsksTwiceAtATime() {
    sourceHangs();
    var ada = person("ada");
    asksMeanwhile(ada);

    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> trial.of(definition(), true, ada))
        .withMessageContaining("Your last question is under way still. Try again")
        .matches(refused -> refused.problem() == ProblemType.TOO_MANY_REQUESTS);
    assertThat(source.asked).hasSize(1);
  }

  @Test
  void aFewAskAtATimeAndTheOthersAreToldSo() {
    sourceHangs();
    asksMeanwhile(person("ada"));
    asksMeanwhile(person("jon"));
    var mira = person("mira");

    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> trial.of(definition(), true, mira))
        .withMessageContaining("Others try out queries at this moment.")
        .matches(refused -> refused.problem() == ProblemType.TOO_MANY_REQUESTS);
    assertThat(source.asked).hasSize(2);
  }

  @Test
  void whoAskedAsksAgain() {
    var ada = person("ada");
    for (var round = 0; round < 3; round++) {
      assertThat(trial.of(definition(), true, ada)).isInstanceOf(SliAnswer.Got.class);
    }
  }

  @Test
  void whoEditsNothingWhereItHasSamplesAsksItNothing() {
    var elsewhere = SloStage.actor(stage.person("eve", Role.DEVELOPER, EnvironmentClass.STAGING));

    assertThatThrownBy(() -> trial.of(definition(), true, elsewhere))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("datasource 'source-" + stage.unique + "'");
    assertThat(source.asked).isEmpty();
  }

  @Test
  void whatSomebodyTypedIsInTheTrailAndWhatIsStoredIsNot() {
    var ada = person("ada");
    trial.of(definition(), false, ada);
    assertThat(tried()).isEmpty();

    trial.of(definition(), true, ada);

    assertThat(tried()).singleElement().asString().contains("sum(rate(bad[{{.window}}]))");
  }

  private List<String> tried() {
    return jdbc.sql(
            """
            select after::text from audit.audit_event
             where action = 'objective.tried' and subject_id = ?
            """)
        .param(stage.datasource.toString())
        .query((row, _) -> row.getString(1))
        .list();
  }
}

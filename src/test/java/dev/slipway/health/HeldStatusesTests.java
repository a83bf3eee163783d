package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.health.StatusFact.Source;
import dev.slipway.health.StatusRows.Place;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.SloStage;
import dev.slipway.slo.StandingChanged;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListenerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// When statuses are judged anew, and what is read for it.
@SlipwayTest
class HeldStatusesTests {

  private static final Duration NOW = Duration.ofSeconds(20);

  @Autowired ApplicationContext context;
  private Shipyard yard;
  private SloStage stage;
  private HeldStatuses held;
  private UUID objective;

  @BeforeEach
  void prepare() {
    yard = new Shipyard(context);
    stage = new SloStage(context);
    var ref =
        new WorkloadRef(
            stage.bean(Clusters.class).require(yard.slug()).id(),
            "default",
            WorkloadKind.DEPLOYMENT,
            stage.service.slug());
    stage
        .bean(Placements.class)
        .place(
            new PlaceService(stage.service.id(), stage.production.id(), ref, "app"), Actor.SYSTEM);
    objective = stage.objective("availability");
    stage.stands(objective, BudgetState.HEALTHY, "0.12", NOW);
    held =
        new HeldStatuses(
            stage.bean(Services.class),
            stage.bean(Environments.class),
            stage.bean(Placements.class),
            stage.bean(LiveWorkloads.class),
            stage.bean(Budgets.class),
            stage.bean(HeldAlerts.class),
            stage.bean(HeldResources.class),
            stage.bean(StatusRows.class),
            _ -> {});
  }

  @AfterEach
  void stop() {
    yard.close();
  }

  @Test
  void aStandingThatShowsSomethingElseIsReadWithTheNextLook() {
    assertThat(said()).isEqualTo("12 % of its budget is used.");

    stage.stands(objective, BudgetState.HEALTHY, "0.13", NOW);
    held.on(new StandingChanged(objective, true));
    assertThat(held.isChanged()).isTrue();
    assertThat(said()).isEqualTo("13 % of its budget is used.");
  }

  @Test
  void anEvaluationThatFindsNothingThatAnybodyReadsJudgesNothing() {
    held.look();
    held.on(new StandingChanged(objective, false));
    assertThat(held.isChanged()).isFalse();
  }

  @Test
  void aStandingIsHeardOfOnceItIsCommitted() {
    try (var hearing = new AnnotationConfigApplicationContext()) {
      hearing.registerBean(TransactionalEventListenerFactory.class);
      hearing.registerBean(HeldStatuses.class, () -> held);
      hearing.refresh();
      held.look();
      new TransactionTemplate(stage.bean(PlatformTransactionManager.class))
          .executeWithoutResult(_ -> {
            hearing.publishEvent(new StandingChanged(objective, true));
            assertThat(held.isChanged()).as("before it is committed").isFalse();
          });
      assertThat(held.isChanged()).isTrue();
    }
  }

  private String said() {
    var place = new Place(stage.service.id().value(), stage.production.id().value());
    return Objects.requireNonNull(held.look().byPlace().get(place)).facts().stream()
        .filter(fact -> fact.source() == Source.OBJECTIVE)
        .map(StatusFact::reason)
        .findFirst()
        .orElseThrow();
  }
}

package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.DecisionRefused;
import dev.slipway.approvals.Inbox;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What the gate of production goes by is loosened by two people, as it is let past by two.
@SlipwayTest
class HeldObjectiveTests {

  private static final String WHY = "The team agreed on it";
  private static final Indicator EVENTS =
      Indicator.events("sum(rate(bad[{{.window}}]))", "sum(rate(every[{{.window}}]))");
  private static final Indicator NOTHING_BAD =
      Indicator.events("sum(rate(bad[{{.window}}])) * 0", "sum(rate(every[{{.window}}]))");

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private SloStage stage;
  private Objectives objectives;
  private Agreeing agreeing;
  private Actor kofi;
  private UUID id;

  @BeforeEach
  void define() {
    stage = new SloStage(context);
    objectives = stage.bean(Objectives.class);
    agreeing = new Agreeing(context::getBean);
    agreeing.person(Role.PLATFORM_ADMIN);
    agreeing.person(Role.PLATFORM_ADMIN);
    kofi = SloStage.actor(stage.kofi);
    id = defined(true);
  }

  private UUID defined(boolean active) {
    return objectives.define(stage.service.slug(), stage.production.slug(), stored(), active, kofi);
  }

  private ObjectiveDefinition stored() {
    return definition("99.9", 30, EVENTS, true);
  }

  private ObjectiveDefinition definition(
      String percent, int days, Indicator indicator, boolean gating) {
    return new ObjectiveDefinition(
        "availability", "", new BigDecimal(percent), days, indicator, gating, stage.datasource);
  }

  private ObjectiveDefinition looser(String how) {
    return switch (how) {
      case "promise" -> definition("95", 30, EVENTS, true);
      case "window" -> definition("99.9", 90, EVENTS, true);
      case "query" -> definition("99.99", 30, NOTHING_BAD, true);
      case "say" -> definition("99.9", 30, EVENTS, false);
      default -> {
        var other = new SloStage(context).datasource;
        jdbc.sql("insert into slo_datasource_environment (datasource, environment) values (?, ?)")
            .params(other, stage.production.id().value())
            .update();
        yield new ObjectiveDefinition(
            "availability", "", new BigDecimal("99.9"), 30, EVENTS, true, other);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"promise", "window", "query", "say", "datasource"})
  @Negative(1)
  @Promise("P5")
  void whatLetsTheGatePassMoreWaitsForAnotherOwner(String how) {
    var wanted = looser(how);

    var act = objectives.edit(id, 1, wanted, WHY, kofi).orElseThrow();

    assertThat(now()).isEqualTo(stored());
    assertThatThrownBy(() -> agreeing.approve(new ApprovalId(act.id()), kofi))
        .isInstanceOf(DecisionRefused.class);
    agreeing.to(Optional.of(act));
    assertThat(now()).isEqualTo(wanted);
    assertThat(audited("objective.edited"))
        .singleElement()
        .asString()
        .startsWith("kofi: ")
        .contains("agreedBy", "Second");
  }

  @Test
  void whoDecidesReadsWhatChanges() {
    var act = objectives.edit(id, 1, looser("query"), WHY, kofi).orElseThrow();

    var jon = SloStage.actor(stage.person("jon", Role.ENVIRONMENT_OWNER, null));
    var held = stage.bean(Inbox.class).item(new ApprovalId(act.id()), jon).held();
    assertThat(Objects.requireNonNull(held).lines())
        .extracting(line -> line.sign() + line.text())
        .contains(
            " Name: availability",
            "-99.9 % of events are good over any 30 days",
            "+99.99 % of events are good over any 30 days",
            "-Bad events: sum(rate(bad[{{.window}}]))",
            "+Bad events: sum(rate(bad[{{.window}}])) * 0",
            " The gate holds changes back by it",
            " Counted by source-" + stage.unique);
    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> objectives.edit(id, 1, looser("promise"), WHY, kofi))
        .withMessageContaining("waits for a second person");
  }

  @Test
  @Promise("P5")
  void toDisableItWaitsToo() {
    var act = objectives.disable(id, WHY, kofi).orElseThrow();

    assertThat(objectives.byId(id).summary().counts()).isTrue();
    agreeing.to(Optional.of(act));
    assertThat(objectives.byId(id).summary().status()).isEqualTo(ObjectiveStatus.DISABLED);
    assertThat(audited("objective.disabled")).singleElement().asString().contains("agreedBy");
    assertThat(objectives.disable(id, WHY, kofi)).isEmpty();
  }

  @Test
  void aRepairOfItsQueryWaitsToo() {
    var fast =
        Indicator.events(
            "sum(rate(http_request_duration_seconds_bucket{le=\"0.2\"}[{{.window}}]))",
            "sum(rate(http_request_duration_seconds_count[{{.window}}]))");
    var draft =
        objectives.define(
            stage.service.slug(),
            stage.production.slug(),
            new ObjectiveDefinition(
                "latency", "", new BigDecimal("99"), 30, fast, true, stage.datasource),
            false,
            kofi);
    jdbc.sql("update slo set status = 'ACTIVE' where id = ?").param(draft).update();

    assertThat(objectives.repair(draft, 1, "SLI_INVERTED_HISTOGRAM", kofi)).isPresent();

    assertThat(objectives.byId(draft).definition().indicator()).isEqualTo(fast);
  }

  @Test
  void whoCouldAskForNoOverrideLoosensNothing() {
    var ada = SloStage.actor(stage.person("ada", Role.DEVELOPER, EnvironmentClass.PRODUCTION));

    assertThatThrownBy(() -> objectives.edit(id, 1, looser("promise"), WHY, ada))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("service owner or environment owner");
    assertThatThrownBy(() -> objectives.disable(id, WHY, ada)).isInstanceOf(NotAllowed.class);
    assertThat(now()).isEqualTo(stored());
    assertThat(objectives.edit(id, 1, definition("99.99", 30, EVENTS, true), WHY, ada)).isEmpty();
  }

  @Test
  void whatDescribesOrTightensWaitsForNobody() {
    var told =
        new ObjectiveDefinition(
            "answers",
            "Answers that are no server errors",
            new BigDecimal("99.9"),
            30,
            EVENTS,
            true,
            stage.datasource);

    assertThat(objectives.edit(id, 1, told, WHY, kofi)).isEmpty();
    assertThat(now()).isEqualTo(told);
  }

  @Test
  void whatHoldsNothingBackInProductionWaitsForNobody() {
    jdbc.sql("update slo set gating = false where id = ?").param(id).update();
    assertThat(objectives.edit(id, 1, looser("promise"), WHY, kofi)).isEmpty();
    jdbc.sql("update slo set gating = true, status = 'DRAFT' where id = ?").param(id).update();
    assertThat(objectives.edit(id, 2, looser("window"), WHY, kofi)).isEmpty();

    var staging = stage.environment(EnvironmentClass.STAGING);
    jdbc.sql("insert into slo_datasource_environment (datasource, environment) values (?, ?)")
        .params(stage.datasource, staging.id().value())
        .update();
    var there = objectives.define(stage.service.slug(), staging.slug(), stored(), true, kofi);
    assertThat(objectives.edit(there, 1, looser("promise"), WHY, kofi)).isEmpty();
    assertThat(objectives.disable(there, WHY, kofi)).isEmpty();
  }

  @Test
  @Promise("P5")
  void whatSomebodyChangedMeanwhileIsNotOverwritten() {
    var act = objectives.edit(id, 1, looser("promise"), WHY, kofi).orElseThrow();
    var stricter = definition("99.95", 30, EVENTS, true);
    assertThat(objectives.edit(id, 1, stricter, WHY, kofi)).isEmpty();

    agreeing.to(Optional.of(act));

    assertThat(now()).isEqualTo(stricter);
    assertThat(ended(act)).startsWith("FAILED: Not done: kofi changed this objective meanwhile.");
  }

  @Test
  void whoLostTheRightMeanwhileAskedForNothing() {
    var act = objectives.disable(id, WHY, kofi).orElseThrow();
    stage.bean(People.class).disable(stage.kofi.id(), "left", Actor.SYSTEM);

    agreeing.to(Optional.of(act));

    assertThat(objectives.byId(id).summary().counts()).isTrue();
    assertThat(ended(act)).startsWith("FAILED");
  }

  @Test
  void aNameThatIsTakenIsRefusedBeforeAnybodyIsAsked() {
    stage.objective("latency");
    var taken =
        new ObjectiveDefinition(
            "latency", "", new BigDecimal("95"), 30, EVENTS, true, stage.datasource);
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> objectives.edit(id, 1, taken, WHY, kofi))
        .matches(refused -> refused.field().equals("name"));
  }

  @Test
  void whereTwoAdministratorsNeverExistedOnePersonIsEnough() {
    var alone =
        new ObjectiveChanges(
            stage.bean(ObjectiveRows.class),
            stage.bean(ObjectiveWrites.class),
            stage.bean(Services.class),
            stage.bean(Environments.class),
            stage.bean(Access.class),
            new ObjectiveActs(
                new NobodyElse(),
                stage.bean(Access.class),
                stage.bean(ObjectiveRows.class),
                context.getBeanProvider(ObjectiveChanges.class)),
            context);

    var waits =
        stage
            .bean(TransactionTemplate.class)
            .execute(_ -> alone.edit(id, 1, looser("promise"), WHY, kofi));

    assertThat(waits).isEmpty();
    assertThat(now()).isEqualTo(looser("promise"));
  }

  private ObjectiveDefinition now() {
    return objectives.byId(id).definition();
  }

  private String ended(WaitingAct act) {
    return jdbc.sql("select state || ': ' || ended_why from held_act where request = ?")
        .param(act.id())
        .query(String.class)
        .single();
  }

  private List<String> audited(String action) {
    return jdbc.sql(
            """
            select actor_name || ': ' || coalesce(after::text, '') from audit.audit_event
             where action = :action and subject_id = :id
            """)
        .param("action", action)
        .param("id", id.toString())
        .query((row, _) -> row.getString(1))
        .list();
  }
}

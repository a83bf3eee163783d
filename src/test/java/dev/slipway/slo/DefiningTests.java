package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.testing.SlipwayTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who may define an objective, and what becomes of it.
@SlipwayTest
class DefiningTests {

  private static final String WHY = "The team agreed on it";
  private static final Indicator EVENTS =
      Indicator.events(
          "sum(rate(http_requests_total{code=~\"5..\"}[{{.window}}]))",
          "sum(rate(http_requests_total[{{ .window }}]))");

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private SloStage stage;
  private Objectives objectives;
  private Actor kofi;
  private Agreeing agreeing;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    objectives = stage.bean(Objectives.class);
    kofi = SloStage.actor(stage.kofi);
    agreeing = new Agreeing(context::getBean);
  }

  private ObjectiveDefinition availability(String percent, int days, Indicator indicator) {
    return new ObjectiveDefinition(
        "availability", "", new BigDecimal(percent), days, indicator, true, stage.datasource);
  }

  private UUID define(ObjectiveDefinition definition, Actor actor) {
    return objectives.define(
        stage.service.slug(), stage.production.slug(), definition, true, actor);
  }

  @Test
  void anObjectiveIsUnknownUntilItIsCounted() {
    var id = define(availability("99.90", 30, EVENTS), kofi);
    var details = objectives.byId(id);
    assertThat(details.summary().status()).isEqualTo(ObjectiveStatus.ACTIVE);
    assertThat(details.summary().budget().state()).isEqualTo(BudgetState.UNKNOWN);
    assertThat(details.definition().objective()).isEqualTo(new BigDecimal("99.9"));
    assertThat(details.datasource()).isEqualTo("source-" + stage.unique);
    assertThat(trail(id)).containsExactly("objective.defined");
  }

  @Test
  void onlyWhoMayEditTheObjectivesOfTheTeamThereDoes() {
    var ada = stage.person("ada", Role.DEVELOPER, EnvironmentClass.STAGING);
    assertThatThrownBy(() -> define(availability("99.9", 30, EVENTS), SloStage.actor(ada)))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("needs the role developer or service owner or environment owner")
        .hasMessageContaining("Ask ");
    var mira = stage.person("mira", Role.APPROVER, null);
    assertThatThrownBy(() -> define(availability("99.9", 30, EVENTS), SloStage.actor(mira)))
        .isInstanceOf(NotAllowed.class);
    var jon = stage.person("jon", Role.ENVIRONMENT_OWNER, EnvironmentClass.PRODUCTION);
    var id = define(availability("99.9", 30, EVENTS), SloStage.actor(jon));
    assertThatThrownBy(() -> objectives.disable(id, WHY, SloStage.actor(ada)))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> objectives.activate(id, "", SloStage.actor(ada)))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(
            () -> objectives.edit(id, 1, availability("90", 30, EVENTS), WHY, SloStage.actor(ada)))
        .isInstanceOf(NotAllowed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100", "100.5", "-1", "99.9999999", "1e-99"})
  void aPercentageThatLeavesNoBudgetIsRefused(String percent) {
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> availability(percent, 30, EVENTS))
        .matches(refused -> refused.field().equals("objective"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 91})
  void aWindowHasOneToNinetyDays(int days) {
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> availability("99.9", days, EVENTS))
        .matches(refused -> refused.field().equals("windowDays"));
  }

  @Test
  void aQueryOfOneRangeOnlyIsRefused() {
    var fixed = Indicator.events("sum(rate(bad[5m]))", "sum(rate(all[{{.window}}]))");
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> define(availability("99.9", 30, fixed), kofi))
        .withMessageContaining("{{.window}}")
        .matches(refused -> refused.field().equals("errorQuery"));
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> availability("99.9", 30, Indicator.rawRatio("x".repeat(4001))))
        .matches(refused -> refused.field().equals("rawQuery"));
  }

  @Test
  void aNameIsTakenOncePerServiceAndEnvironment() {
    define(availability("99.9", 30, EVENTS), kofi);
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() -> define(availability("99", 7, EVENTS), kofi))
        .withMessageContaining("availability")
        .matches(refused -> refused.field().equals("name"));
    var staging = stage.environment(EnvironmentClass.STAGING);
    assertThatExceptionOfType(FieldRefused.class)
        .as("the datasource has no samples of it")
        .isThrownBy(() ->
            objectives.define(
                stage.service.slug(), staging.slug(), availability("99", 7, EVENTS), true, kofi))
        .matches(refused -> refused.field().equals("datasource"));
  }

  @Test
  void aNewDefinitionResetsNothingAndTheFormerOneIsInTheTrail() {
    var id = define(availability("99.9", 30, EVENTS), kofi);
    stage.set(id, "kept_state = 'FREEZE', kept_used = 0.6, hours_before = '2026-01-01T00:00Z'");
    jdbc.sql("insert into slo_hour values (?, '2026-01-01T00:00Z', 1, 100)").param(id).update();

    agreeing.to(objectives.edit(id, 1, availability("99", 7, EVENTS), WHY, kofi));
    var row = stage.bean(ObjectiveRows.class).find(id).orElseThrow();
    assertThat(row.keptState()).isEqualTo(BudgetState.FREEZE);
    assertThat(row.hoursBefore()).as("its hours are long enough").isNotNull();
    assertThat(row.version()).isEqualTo(2);
    assertThat(
            jdbc.sql("select count(*) from slo_hour where slo = ?")
                .param(id)
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(
            jdbc.sql(
                    """
                    select before ->> 'objective' || ' ' || (after ->> 'objective') || ' ' || reason
                      from audit.audit_event where subject_id = ? and action = 'objective.edited'
                    """)
                .param(id.toString())
                .query(String.class)
                .single())
        .isEqualTo("99.9 99 " + WHY);

    agreeing.to(objectives.edit(id, 2, availability("99", 90, EVENTS), WHY, kofi));
    assertThat(stage.bean(ObjectiveRows.class).find(id).orElseThrow().hoursBefore())
        .as("a longer window needs the hours before it")
        .isNull();
  }

  @Test
  void whoeverSawAnOlderDefinitionLooksAgain() {
    var id = define(availability("99.9", 30, EVENTS), kofi);
    objectives.edit(id, 1, availability("99.95", 30, EVENTS), WHY, kofi);
    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> objectives.edit(id, 1, availability("95", 30, EVENTS), WHY, kofi))
        .withMessageContaining("kofi changed this objective meanwhile");
  }

  @Test
  void aDraftWithAFaultDoesNotCountUntilItIsEdited() {
    var id =
        objectives.define(
            stage.service.slug(),
            stage.production.slug(),
            availability("99.9", 30, EVENTS),
            false,
            kofi);
    jdbc.sql(
            """
            insert into slo_finding (slo, code, severity, detail, static)
            values (?, 'SLI_INVERTED_HISTOGRAM', 'error', 'The error query counts fast requests.', true)
            """)
        .param(id)
        .update();
    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> objectives.activate(id, "", kofi))
        .withMessageContaining("counts fast requests");
    objectives.edit(id, 1, availability("99", 30, EVENTS), WHY, kofi);
    objectives.activate(id, "", kofi);
    assertThat(objectives.byId(id).summary().counts()).isTrue();
    agreeing.to(objectives.disable(id, WHY, kofi));
    assertThat(objectives.byId(id).summary().counts()).isFalse();
    assertThat(trail(id))
        .containsExactly(
            "objective.defined", "objective.edited", "objective.activated", "objective.disabled");
  }

  private List<String> trail(UUID id) {
    return jdbc.sql(
            """
            select action from audit.audit_event
             where subject_id = ? and action like 'objective.%' order by id
            """)
        .param(id.toString())
        .query((row, _) -> row.getString("action"))
        .list();
  }
}

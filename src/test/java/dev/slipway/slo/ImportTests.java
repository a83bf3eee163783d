package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.slo.ImportReport.Outcome;
import dev.slipway.slo.formats.ObjectiveFormat;
import dev.slipway.testing.SlipwayTest;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Files of others taken over: what is stored, what is asked, and what stays a draft.
@SlipwayTest
class ImportTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private SloStage stage;
  private Objectives objectives;
  private Actor kofi;

  @BeforeEach
  void prepare() {
    stage = new SloStage(context);
    objectives = stage.bean(Objectives.class);
    kofi = SloStage.actor(stage.kofi);
  }

  /// Its availability is well, its latency counts the fast answers as errors.
  private String file(String percent) {
    return """
    version: prometheus/v1
    service: %s
    slos:
      - name: availability
        objective: %s
        description: Answers that are no server errors
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
      - name: latency
        objective: 99
        sli:
          events:
            error_query: sum(rate(http_request_duration_seconds_bucket{le="0.2"}[{{.window}}]))
            total_query: sum(rate(http_request_duration_seconds_count[{{.window}}]))
    """
        .formatted(stage.service.slug(), percent);
  }

  private ImportObjectives wish(String text) {
    return new ImportObjectives(text, Map.of(), stage.production.slug(), null, true);
  }

  private static List<Outcome> outcomes(ImportReport report) {
    return report.lines().stream().map(ImportReport.Line::outcome).toList();
  }

  private static UUID id(ImportReport report, int at) {
    return Objects.requireNonNull(report.lines().get(at).id());
  }

  @Test
  void aDryRunSaysWhatWouldBecomeOfItAndStoresNothing() {
    var report = objectives.tryImport(wish(file("99.9")), kofi);
    assertThat(report.stored()).isFalse();
    assertThat(outcomes(report)).containsExactly(Outcome.NEW, Outcome.NEW);
    assertThat(report.lines()).extracting(ImportReport.Line::id).containsOnlyNulls();
    assertThat(objectives.search(ObjectiveSearch.of(stage.service.slug(), "")).items()).isEmpty();
  }

  /// Its datasources answer as a test says.
  private ObjectiveImport asking(ProgrammedSource source) {
    var transactions = stage.bean(PlatformTransactionManager.class);
    return new ObjectiveImport(
        stage.bean(ImportTarget.class),
        stage.bean(ObjectiveRows.class),
        stage.bean(ObjectiveWrites.class),
        new ObjectiveTrial(
            stage.bean(Datasources.class),
            stage.bean(DatasourceKeys.class),
            source,
            stage.bean(Access.class),
            stage.bean(Services.class),
            Clock.systemUTC(),
            context,
            transactions),
        stage.bean(ObjectiveActs.class),
        stage.bean(Access.class),
        context,
        transactions);
  }

  @Test
  void whatItsDatasourceHasNothingOfIsADraftThatHoldsNobodyUp() {
    var source = new ProgrammedSource();
    var imports = asking(source);
    var shown = imports.look(wish(file("99.9")), kofi).lines().getFirst();
    assertThat(shown.draft()).isTrue();
    assertThat(shown.notes())
        .last()
        .extracting(ImportReport.Note::detail)
        .asString()
        .contains("no series", "would wait in production while it counts");

    var report = imports.store(wish(file("99.9")), null, kofi);
    var id = id(report, 0);
    assertThat(report.lines().getFirst().draft()).isTrue();
    assertThat(objectives.byId(id).summary().status()).isEqualTo(ObjectiveStatus.DRAFT);
    assertThat(objectives.byId(id).summary().gating()).isTrue();
  }

  @Test
  void whatNobodyCouldCountTakesThePlaceOfNothingThatCounts() {
    var imports = asking(new ProgrammedSource());
    var id = id(imports.store(wish(file("99.9")), null, kofi), 0);
    objectives.activate(id, "", kofi);
    var otherwise = wish(file("99.9").replace("http_requests_total{", "nobody_counts{"));
    assertThat(outcomes(imports.store(otherwise, null, kofi))).startsWith(Outcome.REFUSED);

    // The gate would want a second person for another query anyway, where there is one.
    stage
        .bean(JdbcClient.class)
        .sql("update slo set gating = false where id = ?")
        .param(id)
        .update();
    var line = imports.store(otherwise, null, kofi).lines().getFirst();
    assertThat(line.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(line.why()).contains("stays as it is", "no series");
  }

  @Test
  void whatWouldBeCountedIsShownBeforeItIsStored() {
    var source = new ProgrammedSource();
    source.counts(12_228, 25_920_000);
    var imports = asking(source);
    var promise =
        Objects.requireNonNull(imports.look(wish(file("99.9")), kofi).lines().getFirst().promise());
    assertThat(promise.state()).isEqualTo(BudgetState.REVIEW);
    assertThat(promise.consumed()).isEqualByComparingTo("0.471759259");
    var report = imports.store(wish(file("99.9")), null, kofi);
    assertThat(objectives.byId(id(report, 0)).summary().counts()).isTrue();
  }

  @Test
  void whatHasAFaultIsADraftThatGatesNothingWithItsRepairBesideIt() {
    var report = objectives.importFile(wish(file("99.9")), kofi);
    var availability = objectives.byId(id(report, 0));
    assertThat(availability.summary().counts()).isTrue();
    assertThat(availability.summary().windowDays()).isEqualTo(30);
    assertThat(Objects.requireNonNull(availability.source()).format()).isEqualTo("Sloth");
    var latency = objectives.byId(id(report, 1));
    assertThat(latency.summary().status()).isEqualTo(ObjectiveStatus.DRAFT);
    assertThat(latency.summary().gating()).isFalse();
    var fault =
        latency.findings().stream()
            .filter(found -> found.code().equals("SLI_INVERTED_HISTOGRAM"))
            .findFirst()
            .orElseThrow();
    assertThat(fault.repair()).contains("- (sum(rate(http_request_duration_seconds_bucket");
    assertThatThrownBy(() -> objectives.activate(latency.summary().id(), "", kofi))
        .isInstanceOf(DomainFailure.class);

    objectives.repair(latency.summary().id(), 1, "SLI_INVERTED_HISTOGRAM", kofi);
    var repaired = objectives.byId(latency.summary().id());
    assertThat(repaired.definition().indicator().errorQuery())
        .contains("http_request_duration_seconds_count")
        .contains("- (");
    assertThat(repaired.findings())
        .extracting(ObjectiveDetails.Finding::code)
        .doesNotContain("SLI_INVERTED_HISTOGRAM");
    objectives.activate(latency.summary().id(), "", kofi);
    assertThat(objectives.byId(latency.summary().id()).summary().status())
        .isEqualTo(ObjectiveStatus.ACTIVE);
  }

  @Test
  void theSameFileAgainChangesNothingAndAnotherOneSaysWhat() {
    var first = objectives.importFile(wish(file("99.9")), kofi);
    assertThat(outcomes(objectives.importFile(wish(file("99.9")), kofi)))
        .containsExactly(Outcome.SAME, Outcome.SAME);

    var second = objectives.importFile(wish(file("99.95")), kofi);
    assertThat(outcomes(second)).containsExactly(Outcome.CHANGED, Outcome.SAME);
    assertThat(second.lines().getFirst().changes()).containsExactly("objective: 99.9 is now 99.95");
    assertThat(id(second, 0)).isEqualTo(id(first, 0));
    assertThat(objectives.byId(id(first, 0)).summary().status()).isEqualTo(ObjectiveStatus.ACTIVE);
    assertThat(
            jdbc.sql("select action from audit.audit_event where subject_id = ? order by id")
                .param(id(first, 0).toString())
                .query((row, _) -> row.getString("action"))
                .list())
        .containsExactly("objective.imported", "objective.imported");
  }

  @Test
  void whatAFileAsksOfAlertsIsWrittenOutAgain() {
    var text =
        file("99.9")
            .replace(
                "  - name: latency",
                "    alerting:\n      labels: {team: voting-%s}\n  - name: latency"
                    .formatted(stage.unique));
    var imported = id(objectives.importFile(wish(text), kofi), 0);
    assertThat(Objects.requireNonNull(objectives.byId(imported).source()).text()).isEqualTo(text);
    assertThat(objectives.write(imported, ObjectiveFormat.SLOTH))
        .contains("team: voting-" + stage.unique);
    assertThat(
            objectives.write(ObjectiveSearch.of(stage.service.slug(), ""), ObjectiveFormat.SLOTH))
        .contains("team: voting-" + stage.unique, "latency");
    assertThat(objectives.byId(stage.objective("by-hand")).source()).isNull();
  }

  @Test
  void whatTheFileDoesNotSayIsAsked() {
    var text = file("99.9").replace(stage.service.slug(), "the-shop");
    var asked = objectives.importFile(wish(text), kofi);
    assertThat(outcomes(asked)).containsOnly(Outcome.ASKS);
    assertThat(asked.lines().getFirst().why())
        .isEqualTo("There is no service \"the-shop\". Say which one it is.");
    var answered =
        new ImportObjectives(
            text,
            Map.of("the-shop", stage.service.slug()),
            stage.production.slug(),
            stage.datasource,
            false);
    var report = objectives.importFile(answered, kofi);
    assertThat(outcomes(report)).containsOnly(Outcome.NEW);
    assertThat(objectives.byId(id(report, 0)).summary().status()).isEqualTo(ObjectiveStatus.DRAFT);

    var nowhere = new ImportObjectives(file("99.9"), Map.of(), "", null, true);
    assertThat(objectives.tryImport(nowhere, kofi).lines().getFirst().why())
        .contains("names no environment");
  }

  @Test
  void whoeverMayNotEditAnObjectiveThereDoesNotImportIt() {
    var other = new SloStage(context);
    var theirs = SloStage.actor(other.kofi);
    var report = objectives.importFile(wish(file("99.9")), theirs);
    assertThat(outcomes(report)).containsOnly(Outcome.REFUSED);
    assertThat(report.lines().getFirst().why()).contains("may not edit");
    var mira = SloStage.actor(stage.person("mira", Role.APPROVER, null));
    assertThatThrownBy(() -> objectives.tryImport(wish(file("99.9")), mira))
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  void aFileThatCannotBeReadSaysWhere() {
    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> objectives.tryImport(wish("version: [prometheus/v1"), kofi))
        .withMessageContaining("ine ");
  }

  @Test
  void whoeverTypesAFaultInForOneThatCountsIsTold() {
    var fast =
        Indicator.events(
            "sum(rate(http_request_duration_seconds_bucket{le=\"0.2\"}[{{.window}}]))",
            "sum(rate(http_request_duration_seconds_count[{{.window}}]))");
    var definition =
        new ObjectiveDefinition(
            "latency", "", new BigDecimal("99"), 30, fast, true, stage.datasource);
    assertThatExceptionOfType(FieldRefused.class)
        .isThrownBy(() ->
            objectives.define(
                stage.service.slug(), stage.production.slug(), definition, true, kofi))
        .withMessageContaining("It should be:")
        .matches(refused -> refused.field().equals("errorQuery"));
    var draft =
        objectives.define(stage.service.slug(), stage.production.slug(), definition, false, kofi);
    assertThat(objectives.byId(draft).findings())
        .extracting(ObjectiveDetails.Finding::code)
        .containsExactly("SLI_INVERTED_HISTOGRAM");
  }
}

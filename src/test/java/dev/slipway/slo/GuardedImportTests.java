package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.slo.ImportReport.Outcome;
import dev.slipway.testing.SlipwayTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What a file may not do to objectives that count: it asks no second person.
@SlipwayTest
class GuardedImportTests {

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
  void whatIsRefusedIsInTheTrailOnceSomebodyWantedToStoreIt() {
    var other = new SloStage(context);
    var theirs = SloStage.actor(other.kofi);
    objectives.tryImport(wish(file("99.9")), theirs);
    assertThat(denied()).isEmpty();

    objectives.importFile(wish(file("99.9")), theirs);

    assertThat(denied())
        .hasSize(1)
        .allMatch(one -> one.startsWith("slo.edit DENIED kofi: You may not edit"));
    assertThatExceptionOfType(DomainFailure.class)
        .isThrownBy(() -> objectives.importSeen(wish(file("99.9")), "otherwise", theirs));
    assertThat(denied()).as("also where nothing at all was stored").hasSize(2);
  }

  private List<String> denied() {
    return jdbc.sql(
            """
            select action || ' ' || outcome || ' ' || actor_name || ': ' || reason
              from audit.audit_event where service = ? and outcome = 'DENIED'
            """)
        .param(stage.service.slug())
        .query((row, _) -> row.getString(1))
        .list();
  }

  private String defective() {
    return file("99.9")
        .replace("sum(rate(http_requests_total{code=~\"5..\"}", "sum(rate(x_bucket{le=\"0.2\"}")
        .replace("total_query: sum(rate(http_requests_total[", "total_query: sum(rate(x_count[");
  }

  @Test
  void aFaultNeverTakesThePlaceOfWhatCounts() {
    var id = id(objectives.importFile(wish(file("99.9")), kofi), 0);

    for (var actor : List.of(kofi, Actor.SYSTEM)) {
      var line = objectives.importFile(wish(defective()), actor).lines().getFirst();

      assertThat(line.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(line.id()).isEqualTo(id);
      assertThat(line.why()).contains("stays as it is", "Mend the file", "It should be: ");
      assertThat(objectives.byId(id).summary().counts()).isTrue();
      assertThat(objectives.byId(id).definition().indicator().errorQuery())
          .contains("http_requests_total");
    }
  }

  @Test
  void whatIsNoLongerActiveTakesAFaultOverAndKeepsItsSay() {
    var id = id(objectives.importFile(wish(file("99.9")), kofi), 0);
    objectives.disable(id, "It is taken in anew", Actor.SYSTEM);

    assertThat(outcomes(objectives.importFile(wish(defective()), kofi)))
        .containsExactly(Outcome.CHANGED);
    assertThat(objectives.byId(id).summary().status()).isEqualTo(ObjectiveStatus.DRAFT);

    objectives.importFile(wish(file("99.9")), kofi);
    objectives.activate(id, "", kofi);
    assertThat(objectives.byId(id).summary().counts()).isTrue();
  }

  @Test
  void aFileLoosensNothingThatTheGateOfProductionGoesBy() {
    appointTwo();
    var id = id(objectives.importFile(wish(file("99.9")), kofi), 0);

    var line = objectives.importFile(wish(file("95")), kofi).lines().getFirst();

    assertThat(line.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(line.why()).contains("Two people do that: edit it on its page");
    assertThat(line.changes()).containsExactly("objective: 99.9 is now 95");
    assertThat(objectives.byId(id).definition().objective()).isEqualByComparingTo("99.9");
    assertThat(denied()).singleElement().asString().startsWith("gate.override DENIED kofi: ");

    var ada = SloStage.actor(stage.person("ada", Role.DEVELOPER, null));
    assertThat(objectives.tryImport(wish(file("95")), ada).lines().getFirst().why())
        .contains("service owner or environment owner");
    assertThat(outcomes(objectives.importFile(wish(file("95")), Actor.SYSTEM)).getFirst())
        .as("the portal itself")
        .isEqualTo(Outcome.CHANGED);
  }

  private void appointTwo() {
    var agreeing = new Agreeing(context::getBean);
    agreeing.person(Role.PLATFORM_ADMIN);
    agreeing.person(Role.PLATFORM_ADMIN);
  }

  @Test
  void anImportGoesByWhatSomebodyStoresBesideIt() throws Exception {
    appointTwo();
    var id = id(objectives.importFile(wish(file("99.9")), kofi), 0);
    var transaction = stage.bean(TransactionTemplate.class);
    try (var work = Executors.newVirtualThreadPerTaskExecutor()) {
      var beside =
          transaction.execute(_ -> {
            var known = objectives.byId(id).definition();
            objectives.edit(
                id,
                1,
                new ObjectiveDefinition(
                    known.name(),
                    known.description(),
                    new BigDecimal("99.99"),
                    30,
                    known.indicator(),
                    true,
                    known.datasource()),
                "The students' office asks for it",
                kofi);
            var other = work.submit(() -> objectives.importFile(wish(file("99.95")), kofi));
            awaitSomebodyWhoWaits();
            return other;
          });

      assertThat(Objects.requireNonNull(beside).get().lines().getFirst().outcome())
          .as("looser than what is stored by now")
          .isEqualTo(Outcome.REFUSED);
    }
    assertThat(objectives.byId(id).definition().objective()).isEqualByComparingTo("99.99");
  }

  /// Until a session waits for a lock of the transaction that this is called in.
  private void awaitSomebodyWhoWaits() {
    var waits = false;
    while (!waits) {
      Thread.onSpinWait();
      waits =
          jdbc.sql(
                  """
                  select exists (select from pg_locks where not granted
                     and pg_backend_pid() = any(pg_blocking_pids(pid)))
                  """)
              .query(Boolean.class)
              .single();
    }
  }
}

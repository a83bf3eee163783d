package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An objective with a bad hour, and the people who may take it out.
class ExclusionStage {

  static final String WHY = "The database was moved, as everybody was told last week";

  final SloStage stage;
  final PersonSummary jon;
  final PersonSummary mira;
  final UUID objective;
  final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(30));
  private final Exclusions exclusions;
  private final ExclusionRows rows;
  private final ExclusionSettling settling;
  private final Approvals approvals;
  private final JdbcClient jdbc;

  ExclusionStage(ApplicationContext context) {
    stage = new SloStage(context);
    jon = stage.person("jon", Role.ENVIRONMENT_OWNER, EnvironmentClass.PRODUCTION);
    mira = stage.person("mira", Role.APPROVER, EnvironmentClass.PRODUCTION);
    objective = stage.objective("availability");
    exclusions = context.getBean(Exclusions.class);
    rows = context.getBean(ExclusionRows.class);
    settling = context.getBean(ExclusionSettling.class);
    approvals = context.getBean(Approvals.class);
    jdbc = context.getBean(JdbcClient.class);
  }

  /// A thousand events an hour for forty days; nine hundred of one hour failed.
  void hours() {
    jdbc.sql(
            """
            insert into slo_hour (slo, hour, bad, total)
            select :slo, at, case when at = cast(:bad as timestamptz) then 900 else 0 end, 1000
              from generate_series(date_trunc('hour', clock_timestamp(), 'UTC') - interval '60 days',
                date_trunc('hour', clock_timestamp(), 'UTC') - interval '1 hour', interval '1 hour') as at
            """)
        .param("slo", objective)
        .param("bad", hour.toString())
        .update();
  }

  AskExclusion wish(int hours) {
    return new AskExclusion(
        objective,
        hour,
        hour.plus(Duration.ofHours(hours)),
        ExclusionCause.MAINTENANCE,
        WHY,
        "OPS-7");
  }

  ExclusionView only() {
    assertThat(exclusions.of(objective)).hasSize(1);
    return exclusions.of(objective).getFirst();
  }

  List<ExclusionRows.Row> open() {
    return rows.open().stream().filter(row -> row.objective().equals(objective)).toList();
  }

  void settle() {
    open().forEach(row -> settling.settle(row.id()));
  }

  void agree(PersonSummary person) {
    var request = open().getFirst().request();
    decide(request, person);
    counts(request);
  }

  void decide(ApprovalId request, PersonSummary person) {
    approvals.decide(
        new Decide(request, only().id().toString(), true, "as announced"), SloStage.actor(person));
  }

  static void counts(ApprovalId request) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update decision set counts_at = clock_timestamp() where request = '%s'"
              .formatted(request.value()));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

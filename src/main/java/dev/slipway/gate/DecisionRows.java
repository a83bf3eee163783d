package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// What the gate said, never changed and never deleted.
@Repository
class DecisionRows {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;

  DecisionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Where a decision is kept.
  record Kept(UUID id, Instant at) {}

  /// One row.
  record Row(
      UUID id,
      Instant at,
      String occasion,
      ServiceId service,
      EnvironmentId environment,
      String kind,
      String sentence,
      String from,
      String to,
      List<String> images,
      String requester,
      @Nullable String job,
      @Nullable UUID plan,
      @Nullable String planHash,
      @Nullable UUID deployment,
      String changeClass,
      boolean declared,
      String mode,
      String outcome,
      String would,
      String reason,
      String budget,
      boolean burnsFast,
      List<DecisionVerdict> verdicts,
      List<DecisionEvidence> evidence,
      @Nullable UUID override,
      @Nullable DecisionCommits commits) {}

  /// What narrows a list; null does not.
  ///
  /// @param before id of the last one of the page before
  record Narrowed(
      @Nullable ServiceId service,
      @Nullable EnvironmentId environment,
      @Nullable String outcome,
      @Nullable String occasion,
      @Nullable String changeClass,
      @Nullable UUID before) {}

  /// What was started of a service in a month.
  record Started(
      YearMonth month, ServiceId service, int started, int fixes, int declared, int overrides) {

    GateMonth of(String team) {
      return new GateMonth(month, team, started, fixes, declared, overrides);
    }
  }

  Kept insert(NewDecision decision, List<DecisionEvidence> evidence) {
    var id = UuidV7.next();
    var plan = decision.plan();
    var standing = decision.standing();
    var commits = decision.judgedClass().commits();
    var at =
        jdbc.sql(
                """
                insert into gate_decision (id, occasion, plan, plan_hash, deployment, kind, sentence,
                  from_version, to_version, images, requester_name, job, service, environment,
                  change_class, declared, mode, outcome, would, reason, budget, burns_fast, verdicts,
                  evidence, override, commits)
                values (:id, :occasion, :plan, :hash, :deployment, :kind, :sentence, :from, :to,
                  :images, :requester, :job, :service, :environment, :class, :declared, :mode,
                  :outcome, :would, :reason, :budget, :burns, cast(:verdicts as jsonb),
                  cast(:evidence as jsonb), :override, cast(:commits as jsonb))
                returning at
                """)
            .param("id", id)
            .param("occasion", decision.occasion().name())
            .param("plan", plan == null ? null : plan.id().value())
            .param("hash", plan == null ? null : plan.hash())
            .param("deployment", decision.deployment())
            .param("kind", decision.kind().slug())
            .param("sentence", decision.sentence())
            .param("from", decision.from())
            .param("to", decision.to())
            .param("images", decision.images().toArray(String[]::new))
            .param("requester", decision.requester())
            .param("job", decision.job())
            .param("service", decision.service().value())
            .param("environment", decision.environment().value())
            .param("class", decision.judgedClass().changeClass().slug())
            .param("declared", decision.judgedClass().declared())
            .param("mode", decision.mode().name())
            .param("outcome", decision.outcome().name())
            .param("would", decision.would().name())
            .param("reason", decision.reason())
            .param("budget", standing.state() == null ? "" : standing.state().slug())
            .param("burns", standing.burnsFast())
            .param(
                "verdicts",
                JSON.writeValueAsString(
                    decision.verdicts().stream().map(DecisionVerdict::of).toList()))
            .param("evidence", JSON.writeValueAsString(evidence))
            .param("override", decision.override())
            .param("commits", commits == null ? null : JSON.writeValueAsString(commits))
            .query((row, _) -> instant(row, "at"))
            .single();
    return new Kept(id, at);
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql("select * from gate_decision where id = :id")
        .param("id", id)
        .query(DecisionRows::row)
        .optional();
  }

  /// Newest first.
  List<Row> search(Narrowed by, int most) {
    var service = by.service();
    var environment = by.environment();
    return jdbc.sql(
            """
            select * from gate_decision
             where (cast(:service as uuid) is null or service = :service)
               and (cast(:environment as uuid) is null or environment = :environment)
               and (cast(:outcome as text) is null or outcome = :outcome)
               and (cast(:occasion as text) is null or occasion = :occasion)
               and (cast(:class as text) is null or change_class = :class)
               and (cast(:before as uuid) is null or id < :before)
             order by id desc limit :most
            """)
        .param("service", service == null ? null : service.value())
        .param("environment", environment == null ? null : environment.value())
        .param("outcome", by.outcome())
        .param("occasion", by.occasion())
        .param("class", by.changeClass())
        .param("before", by.before())
        .param("most", most)
        .query(DecisionRows::row)
        .list();
  }

  /// Of one plan, newest first.
  List<Row> ofPlan(UUID plan) {
    return jdbc.sql("select * from gate_decision where plan = :plan order by id desc")
        .param("plan", plan)
        .query(DecisionRows::row)
        .list();
  }

  /// Of the plan that a deployment came of, newest first.
  List<Row> ofDeployment(UUID deployment) {
    return jdbc.sql(
            """
            select * from gate_decision
             where plan = (select plan from gate_decision where deployment = :deployment limit 1)
             order by id desc
            """)
        .param("deployment", deployment)
        .query(DecisionRows::row)
        .list();
  }

  /// What was started in the last months, by service; the portal computes rollbacks, so they say
  /// nothing of what people call a change.
  List<Started> months(int months) {
    return jdbc.sql(
            """
            select date_trunc('month', at, 'UTC') as month, service, count(*) as started,
                   count(*) filter (where change_class in ('fix', 'security')) as fixes,
                   count(*) filter (where declared) as declared, count(override) as overrides
              from gate_decision
             where occasion = 'STARTED' and change_class <> 'rollback'
               and at >= date_trunc('month', clock_timestamp(), 'UTC')
                 - make_interval(months => :before)
             group by 1, 2 order by 1 desc, 2
            """)
        .param("before", months - 1)
        .query((row, _) ->
            new Started(
                YearMonth.from(instant(row, "month").atOffset(ZoneOffset.UTC)),
                new ServiceId(row.getObject("service", UUID.class)),
                row.getInt("started"),
                row.getInt("fixes"),
                row.getInt("declared"),
                row.getInt("overrides")))
        .list();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        instant(row, "at"),
        row.getString("occasion"),
        new ServiceId(row.getObject("service", UUID.class)),
        new EnvironmentId(row.getObject("environment", UUID.class)),
        row.getString("kind"),
        row.getString("sentence"),
        row.getString("from_version"),
        row.getString("to_version"),
        List.of((String[]) row.getArray("images").getArray()),
        row.getString("requester_name"),
        row.getString("job"),
        row.getObject("plan", UUID.class),
        row.getString("plan_hash"),
        row.getObject("deployment", UUID.class),
        row.getString("change_class"),
        row.getBoolean("declared"),
        row.getString("mode"),
        row.getString("outcome"),
        row.getString("would"),
        row.getString("reason"),
        row.getString("budget"),
        row.getBoolean("burns_fast"),
        List.of(JSON.readValue(row.getString("verdicts"), DecisionVerdict[].class)),
        List.of(JSON.readValue(row.getString("evidence"), DecisionEvidence[].class)),
        row.getObject("override", UUID.class),
        commits(row.getString("commits")));
  }

  private static @Nullable DecisionCommits commits(@Nullable String json) {
    return json == null ? null : JSON.readValue(json, DecisionCommits.class);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}

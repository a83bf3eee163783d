package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.RequestCheck;
import dev.slipway.approvals.RequestChecks;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/// What the policies say of plans before their approvers: the conditions that were accepted with
/// them, and what blocks them now.
@Component
@Transactional(readOnly = true)
class PlanChecks implements RequestChecks {

  private static final TypeReference<Set<String>> NAMES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final PlanRows rows;
  private final Guards guards;
  private final Policies policies;
  private final Services services;
  private final Environments environments;

  PlanChecks(
      JdbcClient jdbc,
      PlanRows rows,
      Guards guards,
      Policies policies,
      Services services,
      Environments environments) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.guards = guards;
    this.policies = policies;
    this.services = services;
    this.environments = environments;
  }

  @Override
  public List<RequestCheck> of(ApprovalId request) {
    return rows.byApproval(request)
        .filter(id -> !rows.status(id).state.isFinal())
        .map(rows::plan)
        .map(plan ->
            checks(guards.toldVerdicts(plan).stream(), plan.acknowledged(), plan.requester()))
        .orElse(List.of());
  }

  /// Whatever a plan's own facts decide was decided when it was made and is kept with it; so one
  /// look at the calendar and one at the locks serve the whole list.
  @Override
  public Map<ApprovalId, List<RequestCheck>> of(Collection<ApprovalId> requests) {
    if (requests.isEmpty()) {
      return Map.of();
    }
    var waiting =
        jdbc
            .sql(
                """
                select s.approval, p.service, p.environment, p.facts, p.verdicts, p.acknowledged,
                  p.requester
                from plan p join plan_status s on s.plan = p.id
                where s.approval = any(:requests) and s.state in ('PENDING_APPROVAL', 'APPROVED')
                """)
            .param("requests", requests.stream().map(ApprovalId::value).toArray(UUID[]::new))
            .query((row, _) -> waiting(row))
            .list()
            .stream()
            .flatMap(Optional::stream)
            .toList();
    var closing = policies.closing(waiting.stream().map(Waiting::change).toList());
    var checks = new HashMap<ApprovalId, List<RequestCheck>>();
    for (var i = 0; i < waiting.size(); i++) {
      var plan = waiting.get(i);
      var conditions = plan.judged().stream().filter(Verdict.AllowWithCondition.class::isInstance);
      checks.put(
          plan.request(),
          checks(
              Stream.concat(closing.get(i).stream(), conditions),
              plan.acknowledged(),
              plan.requester()));
    }
    return checks;
  }

  private record Waiting(
      ApprovalId request,
      ProposedChange change,
      List<Verdict> judged,
      Set<String> acknowledged,
      Actor requester) {}

  /// Empty where its service or its environment is gone.
  private Optional<Waiting> waiting(ResultSet row) throws SQLException {
    var service = services.byId(new ServiceId(row.getObject("service", UUID.class)));
    var environment =
        environments.byId(new EnvironmentId(row.getObject("environment", UUID.class)));
    if (service.isEmpty() || environment.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Waiting(
            new ApprovalId(row.getObject("approval", UUID.class)),
            new ProposedChange(
                service.get(),
                environment.get(),
                Json.read(row.getString("facts"), ChangeFacts.class)),
            StoredVerdict.read(row.getString("verdicts")),
            Json.read(row.getString("acknowledged"), NAMES),
            Json.actor(row.getString("requester"))));
  }

  private static List<RequestCheck> checks(
      Stream<? extends Verdict> verdicts, Set<String> acknowledged, Actor requester) {
    return verdicts
        .flatMap(verdict ->
            switch (verdict) {
              case Verdict.Block(_, var reason, var wayOut) ->
                  Stream.of(new RequestCheck(true, reason, wayOut, null));
              case Verdict.AllowWithCondition(var policy, var reason, var condition) ->
                  Stream.of(
                      new RequestCheck(
                          false,
                          reason,
                          condition,
                          acknowledged.contains(policy) ? requester.name() : null));
              case Verdict.NeedsApproval _, Verdict.Allow _ -> Stream.<RequestCheck>empty();
            })
        .toList();
  }
}

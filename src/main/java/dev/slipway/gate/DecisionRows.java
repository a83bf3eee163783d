package dev.slipway.gate;

import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.PlanView;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.ObjectiveSummary;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What the gate said, never changed and never deleted.
@Repository
class DecisionRows {

  /// When it was asked.
  enum Occasion {
    PLANNED,
    STARTED
  }

  private final JdbcClient jdbc;

  DecisionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(
      Occasion occasion,
      PlanView plan,
      BudgetStanding standing,
      Judged judged,
      @Nullable UUID deployment,
      @Nullable UUID override) {
    jdbc.sql(
            """
            insert into gate_decision (id, occasion, plan, plan_hash, deployment, requester_name,
              service, environment, change_class, declared, mode, outcome, would, reason, budget,
              burns_fast, evidence, override)
            values (:id, :occasion, :plan, :hash, :deployment, :requester, :service, :environment,
              :class, :declared, :mode, :outcome, :would, :reason, :budget, :burns,
              cast(:evidence as jsonb), :override)
            """)
        .param("id", UuidV7.next())
        .param("occasion", occasion.name())
        .param("plan", plan.id().value())
        .param("hash", plan.hash())
        .param("deployment", deployment)
        .param("requester", plan.requester().name())
        .param("service", plan.service().id().value())
        .param("environment", plan.environment().id().value())
        .param("class", judged.judgedClass().changeClass().slug())
        .param("declared", judged.judgedClass().declared())
        .param("mode", judged.mode().name())
        .param("outcome", outcome(judged.verdict()))
        .param("would", outcome(judged.would()))
        .param("reason", judged.verdict().reason())
        .param("budget", standing.state() == null ? "" : standing.state().slug())
        .param("burns", standing.burnsFast())
        .param("evidence", evidence(standing).toString())
        .param("override", override)
        .update();
  }

  private static String outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allow _ -> "ALLOW";
      case Verdict.AllowWithCondition _ -> "ALLOW_WITH_CONDITION";
      case Verdict.NeedsApproval _ -> "NEEDS_APPROVAL";
      case Verdict.Block _ -> "BLOCK";
    };
  }

  private static ArrayNode evidence(BudgetStanding standing) {
    var all = JsonNodeFactory.instance.arrayNode();
    standing.objectives().stream()
        .filter(ObjectiveSummary::counts)
        .forEach(objective -> {
          var budget = objective.budget();
          all.addObject()
              .put("objective", objective.id().toString())
              .put("name", objective.name())
              .put("percent", objective.objective())
              .put("windowDays", objective.windowDays())
              .put("state", budget.state().slug())
              .put("quality", budget.quality().slug())
              .put("consumed", budget.consumed())
              .put("burn", budget.burn())
              .put("alert", budget.alert().slug())
              .put("asOf", budget.asOf() == null ? null : budget.asOf().toString())
              .put("reason", budget.reason());
        });
    return all;
  }
}

package dev.slipway.gate;

import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.ReadingQuality;
import java.util.List;
import org.springframework.stereotype.Component;

/// Writes down by what a decision is made: every objective that had a say, with what counted it.
@Component
class Evidences {

  private final Objectives objectives;

  Evidences(Objectives objectives) {
    this.objectives = objectives;
  }

  List<DecisionEvidence> of(BudgetStanding standing) {
    return standing.objectives().stream()
        .filter(ObjectiveSummary::counts)
        .map(this::evidence)
        .toList();
  }

  private DecisionEvidence evidence(ObjectiveSummary objective) {
    var budget = objective.budget();
    var details = objectives.byId(objective.id());
    var counted = budget.counts();
    var counts =
        counted == null && budget.quality() != ReadingQuality.UNKNOWN ? details.counts() : counted;
    var indicator = details.definition().indicator();
    return new DecisionEvidence(
        objective.id(),
        objective.name(),
        objective.objective(),
        objective.windowDays(),
        budget.state().slug(),
        budget.quality().slug(),
        counts == null ? null : counts.bad(),
        counts == null ? null : counts.total(),
        budget.consumed(),
        budget.burn(),
        budget.alert().slug(),
        budget.asOf(),
        budget.reason(),
        details.datasource(),
        details.version(),
        indicator.errorQuery(),
        indicator.totalQuery(),
        indicator.rawQuery());
  }
}

package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.Actor;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.spi.AnswerKeeper.Asked;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.slo.BudgetStanding;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that the gate says, about to be kept.
///
/// @param plan null where nobody has planned it yet
/// @param judged what the gate itself says of it; null where no objective has a say
/// @param judgedClass the class by which it was judged, or would have been
/// @param mode how far what the gate says binds there
/// @param outcome of everything that was asked
/// @param verdicts of everything that was asked, the gravest first
record NewDecision(
    DecisionOccasion occasion,
    ServiceId service,
    EnvironmentId environment,
    ChangeKind kind,
    String sentence,
    String from,
    String to,
    List<String> images,
    String requester,
    @Nullable String job,
    @Nullable PlanView plan,
    @Nullable UUID deployment,
    @Nullable UUID override,
    @Nullable Judged judged,
    JudgedClass judgedClass,
    GateMode mode,
    DecisionOutcome outcome,
    List<Verdict> verdicts,
    BudgetStanding standing) {

  /// Of a plan.
  static NewDecision of(
      DecisionOccasion occasion,
      PlanView plan,
      BudgetStanding standing,
      Judged judged,
      @Nullable UUID deployment,
      @Nullable UUID override) {
    return new NewDecision(
        occasion,
        plan.service().id(),
        plan.environment().id(),
        plan.kind(),
        plan.sentence(),
        plan.from(),
        plan.to(),
        plan.images(),
        plan.requester().name(),
        null,
        plan,
        deployment,
        override,
        judged,
        judged.judgedClass(),
        judged.mode(),
        DecisionOutcome.of(judged.verdict()),
        List.of(judged.verdict()),
        standing);
  }

  /// Of what was only asked.
  static NewDecision of(
      Asked asked,
      Actor asker,
      @Nullable Judged judged,
      JudgedClass judgedClass,
      GateMode mode,
      BudgetStanding standing) {
    var change = asked.change();
    return new NewDecision(
        DecisionOccasion.ASKED,
        change.service().id(),
        change.environment().id(),
        change.kind(),
        asked.sentence(),
        asked.from(),
        asked.to(),
        change.facts().images(),
        asker.name(),
        asked.job(),
        null,
        null,
        null,
        judged,
        judgedClass,
        mode,
        DecisionOutcome.of(asked.outcome()),
        asked.verdicts(),
        standing);
  }

  /// What the gate says where it is enforced; without a say of its own, what was decided.
  DecisionOutcome would() {
    return judged == null ? outcome : DecisionOutcome.of(judged.would());
  }

  /// What decided: the gravest of all.
  String reason() {
    return verdicts.isEmpty() ? "No policy has anything against it." : verdicts.getFirst().reason();
  }
}

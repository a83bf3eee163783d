package dev.slipway.gate.web;

import dev.slipway.gate.DecisionCommits;
import dev.slipway.gate.DecisionEvidence;
import dev.slipway.gate.DecisionVerdict;
import dev.slipway.gate.GateDecision;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as the API tells it, with everything that it was made by.
record DecisionAnswer(
    UUID id,
    Instant at,
    String occasion,
    String service,
    String environment,
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
    @Nullable String budget,
    boolean burnsFast,
    List<DecisionVerdict> reasons,
    List<DecisionEvidence> evidence,
    @Nullable UUID override,
    @Nullable DecisionCommits commits) {

  static DecisionAnswer of(GateDecision decision) {
    return new DecisionAnswer(
        decision.id(),
        decision.at(),
        decision.occasion().slug(),
        decision.service().slug(),
        decision.environment().slug(),
        decision.kind().slug(),
        decision.sentence(),
        decision.from(),
        decision.to(),
        decision.images(),
        decision.requester(),
        decision.job(),
        decision.plan(),
        decision.planHash(),
        decision.deployment(),
        decision.changeClass().slug(),
        decision.declared(),
        decision.mode().slug(),
        decision.outcome().slug(),
        decision.would().slug(),
        decision.reason(),
        decision.budget().isEmpty() ? null : decision.budget(),
        decision.burnsFast(),
        decision.verdicts(),
        decision.evidence(),
        decision.override(),
        decision.commits());
  }
}

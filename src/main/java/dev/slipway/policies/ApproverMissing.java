package dev.slipway.policies;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// A policy would let one person alone change production.
public class ApproverMissing extends DomainFailure {

  ApproverMissing(String environment) {
    super(
        ProblemType.INVALID_INPUT,
        environment
            + " is production, where nobody ships alone: without a rule, whoever asks for a change would be the only one to look at it. Keep or add a rule with at least one seat.");
  }
}

package dev.slipway.policies;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// A policy asks for more approvals than there are people to give them.
public class RulesOutOfReach extends DomainFailure {

  RulesOutOfReach(String warning) {
    super(
        ProblemType.INVALID_INPUT,
        warning
            + " Ask for fewer, give more people the role first, or say that you accept it until"
            + " then.");
  }
}

package dev.slipway.identity;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// There is no such person, team or grant.
public class IdentityNotFound extends DomainFailure {

  public IdentityNotFound(String kind, String name) {
    super(ProblemType.NOT_FOUND, "There is no " + kind + " '" + name + "'.");
  }
}

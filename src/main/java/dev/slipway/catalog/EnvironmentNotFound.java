package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// No environment has this name.
public class EnvironmentNotFound extends DomainFailure {

  EnvironmentNotFound(Object which) {
    super(
        ProblemType.NOT_FOUND,
        "There is no environment \"" + which + "\". The columns of the matrix are all there are.");
  }
}

package dev.slipway.identity;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// A name, handle, password or grant that cannot be accepted, and what would be.
public class InvalidIdentity extends DomainFailure {

  public InvalidIdentity(String message) {
    super(ProblemType.INVALID_INPUT, message);
  }
}

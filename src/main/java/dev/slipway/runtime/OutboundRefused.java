package dev.slipway.runtime;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// An address that the portal does not call, with the reason.
public class OutboundRefused extends DomainFailure {

  public OutboundRefused(String reason) {
    super(ProblemType.INVALID_INPUT, reason);
  }
}

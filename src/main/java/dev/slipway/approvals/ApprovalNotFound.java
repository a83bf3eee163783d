package dev.slipway.approvals;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// There is no such request, or the person may not see it.
public class ApprovalNotFound extends DomainFailure {

  public ApprovalNotFound() {
    super(
        ProblemType.NOT_FOUND,
        "There is no such approval. It may belong to a plan that was never submitted.");
  }
}

package dev.slipway.approvals.web;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.Decide;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import org.jspecify.annotations.Nullable;

/// What the decision form sends: the hash that was on the screen, the button, the words.
record DecisionForm(@Nullable String hash, @Nullable String decision, @Nullable String comment) {

  String typed() {
    return comment == null ? "" : comment;
  }

  Decide on(ApprovalId id) {
    if (hash == null || (!"approve".equals(decision) && !"reject".equals(decision))) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "The decision is incomplete. Open the approval again.");
    }
    return new Decide(id, hash, "approve".equals(decision), typed());
  }
}

package dev.slipway.approvals;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;

/// A decision that was not taken, with the reason. It leaves a trace in the audit trail.
public class DecisionRefused extends DomainFailure {

  private final Subject subject;

  DecisionRefused(ProblemType problem, Subject subject, String message) {
    super(problem, message);
    this.subject = subject;
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public String action() {
    return "approval.decide";
  }
}

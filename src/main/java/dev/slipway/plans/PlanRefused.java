package dev.slipway.plans;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A plan or an operation did not take the step that was asked for. Says why and what to do.
public class PlanRefused extends DomainFailure {

  private final @Nullable Subject subject;
  private final @Nullable String action;
  private final @Nullable UUID other;

  PlanRefused(ProblemType problem, String message) {
    this(problem, message, null, null, null);
  }

  PlanRefused(
      ProblemType problem,
      String message,
      @Nullable String action,
      @Nullable Subject subject,
      @Nullable UUID other) {
    super(problem, message);
    this.action = action;
    this.subject = subject;
    this.other = other;
  }

  static PlanRefused noSuchPlan() {
    return new PlanRefused(
        ProblemType.NOT_FOUND, "There is no such plan. Check the address, or make a new plan.");
  }

  static PlanRefused noSuchOperation() {
    return new PlanRefused(
        ProblemType.NOT_FOUND, "There is no such deployment. Look for it in the history.");
  }

  PlanRefused about(String action, Subject subject) {
    return new PlanRefused(problem(), detail(), action, subject, other);
  }

  /// What to look at instead: the newer plan, or the operation that runs.
  PlanRefused insteadOf(UUID other) {
    return new PlanRefused(problem(), detail(), action, subject, other);
  }

  @Override
  public @Nullable Subject subject() {
    return subject;
  }

  @Override
  public @Nullable String action() {
    return action;
  }

  /// Id of the plan or operation that stands in the way, if one does.
  public @Nullable UUID other() {
    return other;
  }
}

package dev.slipway.kernel;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A refusal with a reason that a person can act on. The message is shown, so it never holds a
/// secret.
public class DomainFailure extends RuntimeException {

  private final ProblemType problem;

  public DomainFailure(ProblemType problem, String message) {
    this(problem, message, null);
  }

  public DomainFailure(ProblemType problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public ProblemType problem() {
    return problem;
  }

  /// What was tried, if the refusal must leave a trace in the audit trail.
  public @Nullable Subject subject() {
    return null;
  }

  /// The action that was refused, such as `plan.start`, for the audit trail.
  public @Nullable String action() {
    return null;
  }

  /// What exists and is called nearly as what was asked for.
  public List<NearMiss> near() {
    return List.of();
  }

  public String detail() {
    return Objects.requireNonNull(getMessage());
  }
}

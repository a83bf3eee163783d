package dev.slipway.onboarding;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import org.jspecify.annotations.Nullable;

/// An entry of a catalog file was refused; nothing of the file was stored.
public class EntryRefused extends DomainFailure {

  private final transient @Nullable DomainFailure refusal;

  EntryRefused(int line, String why) {
    super(ProblemType.INVALID_INPUT, "Line %d: %s".formatted(line, why));
    this.refusal = null;
  }

  EntryRefused(int line, DomainFailure refusal) {
    super(refusal.problem(), "Line %d: %s".formatted(line, refusal.detail()), refusal);
    this.refusal = refusal;
  }

  @Override
  public @Nullable Subject subject() {
    return refusal == null ? null : refusal.subject();
  }

  @Override
  public @Nullable String action() {
    return refusal == null ? null : refusal.action();
  }
}

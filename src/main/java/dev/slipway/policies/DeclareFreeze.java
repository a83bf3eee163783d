package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.SystemId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import org.jspecify.annotations.Nullable;

/// Closes an environment, a system, or a system in an environment to changes for a time.
public record DeclareFreeze(
    String name,
    @Nullable EnvironmentId environment,
    @Nullable SystemId system,
    FreezePattern pattern,
    String reason) {

  public DeclareFreeze {
    name = name.strip();
    if (name.isEmpty() || name.length() > 80) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT, "A freeze needs a name of at most 80 characters.");
    }
    if (environment == null && system == null) {
      throw new DomainFailure(ProblemType.INVALID_INPUT, "Name an environment, a system, or both.");
    }
    reason = Reason.required(reason);
  }
}

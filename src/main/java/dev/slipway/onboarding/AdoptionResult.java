package dev.slipway.onboarding;

import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.DomainFailure;
import java.util.List;

/// What an adoption made, whole workload by whole workload, and what it refused.
public record AdoptionResult(List<Adopted> adopted, List<Refused> refused) {

  /// A workload that is a service's now.
  ///
  /// @param done what was added for it, as sentences; empty if all of it was there
  public record Adopted(
      WorkloadRef workload, String service, String environment, List<String> done) {}

  /// A workload of which nothing was stored.
  public record Refused(WorkloadRef workload, String service, DomainFailure why) {}
}

package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.regex.Pattern;

/// Says which workload runs a service in an environment.
///
/// @param container the container whose image is the service's version
public record PlaceService(
    ServiceId service, EnvironmentId environment, WorkloadRef workload, String container) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  public PlaceService {
    for (var name : new String[] {workload.namespace(), workload.name(), container}) {
      if (!NAME.matcher(name).matches()) {
        throw new DomainFailure(
            ProblemType.INVALID_INPUT, "'" + name + "' is not a name that Kubernetes allows.");
      }
    }
  }
}

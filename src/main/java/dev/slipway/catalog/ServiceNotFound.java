package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.NearMiss;
import dev.slipway.kernel.ProblemType;
import java.util.List;

/// No service has this name.
public class ServiceNotFound extends DomainFailure {

  private final List<NearMiss> near;

  ServiceNotFound(Object which) {
    this(which, List.of());
  }

  ServiceNotFound(Object which, List<String> names) {
    super(
        ProblemType.NOT_FOUND,
        "There is no service \"" + which + "\". Search the catalog under Services.");
    this.near = NearMiss.among(names, which.toString(), "/services/");
  }

  @Override
  public List<NearMiss> near() {
    return near;
  }
}

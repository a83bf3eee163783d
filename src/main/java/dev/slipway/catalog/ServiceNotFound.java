package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// No service has this name.
public class ServiceNotFound extends DomainFailure {

  ServiceNotFound(Object which) {
    super(
        ProblemType.NOT_FOUND,
        "There is no service \"" + which + "\". Search the catalog under Services.");
  }
}

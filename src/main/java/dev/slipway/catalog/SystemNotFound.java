package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// No system has this name.
public class SystemNotFound extends DomainFailure {

  SystemNotFound(Object which) {
    super(
        ProblemType.NOT_FOUND,
        "There is no system \"" + which + "\". Systems are listed under Services.");
  }
}

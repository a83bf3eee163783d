package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.NearMiss;
import dev.slipway.kernel.ProblemType;
import java.util.List;

/// No system has this name.
public class SystemNotFound extends DomainFailure {

  private final List<NearMiss> near;

  SystemNotFound(Object which) {
    this(which, List.of());
  }

  SystemNotFound(Object which, List<String> names) {
    super(
        ProblemType.NOT_FOUND,
        "There is no system \"" + which + "\". Systems are listed under Services.");
    this.near = NearMiss.among(names, which.toString(), "/systems/");
  }

  @Override
  public List<NearMiss> near() {
    return near;
  }
}

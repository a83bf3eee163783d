package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.NearMiss;
import dev.slipway.kernel.ProblemType;
import java.util.List;

/// No environment has this name.
public class EnvironmentNotFound extends DomainFailure {

  private final List<NearMiss> near;

  EnvironmentNotFound(Object which) {
    this(which, List.of());
  }

  EnvironmentNotFound(Object which, List<String> names) {
    super(
        ProblemType.NOT_FOUND,
        "There is no environment \"" + which + "\". The columns of the matrix are all there are.");
    this.near = NearMiss.among(names, which.toString(), "/environments/");
  }

  @Override
  public List<NearMiss> near() {
    return near;
  }
}

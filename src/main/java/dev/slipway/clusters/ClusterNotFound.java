package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.NearMiss;
import dev.slipway.kernel.ProblemType;
import java.util.List;

/// No cluster has this name.
class ClusterNotFound extends DomainFailure {

  private final List<NearMiss> near;

  ClusterNotFound(String slug, List<String> names) {
    super(ProblemType.NOT_FOUND, "There is no cluster \"" + slug + "\". See the list of clusters.");
    this.near = NearMiss.among(names, slug, "/clusters/");
  }

  @Override
  public List<NearMiss> near() {
    return near;
  }
}

package dev.slipway.deployments;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// There is no such deployment.
public class DeploymentNotFound extends DomainFailure {

  public DeploymentNotFound() {
    super(ProblemType.NOT_FOUND, "There is no such deployment. Look for it in the history.");
  }
}

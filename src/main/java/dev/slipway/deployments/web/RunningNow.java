package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentSummary;
import java.util.List;
import java.util.Map;

/// What moves now, as the part of the list that is read again for it.
///
/// @param environments names by slug
public record RunningNow(List<DeploymentSummary> running, Map<String, String> environments) {

  public String place(String environment) {
    return environments.getOrDefault(environment, environment);
  }
}

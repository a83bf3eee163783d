package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentSummary;

/// The pods of one deployment, as the part of its page that is read again with every pod: without
/// its templates and rights.
///
/// @param current whether nothing newer changed this placement
public record PodsNow(DeploymentSummary summary, PodLanes pods, boolean current) {

  public boolean showsPods() {
    return summary.state().isActive() || current;
  }

  public boolean changesTemplate() {
    return summary.kind().changesTemplate();
  }

  public String cellHref() {
    return "/services/" + summary.service() + "/env/" + summary.environment();
  }
}

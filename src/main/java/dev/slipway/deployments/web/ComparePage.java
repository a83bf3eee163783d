package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Two deployments of one placement side by side.
///
/// @param environments names by slug
/// @param diff null where one of the templates is not kept
public record ComparePage(
    DeploymentSummary before,
    DeploymentSummary after,
    Map<String, String> environments,
    @Nullable List<DiffLine> diff) {

  public String place(String environment) {
    return environments.getOrDefault(environment, environment);
  }

  public List<DeploymentSummary> both() {
    return List.of(before, after);
  }

  public String name() {
    return before.service() + " " + before.to() + " against " + after.to();
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Deployments", "/deployments"),
        Choice.link(before.service(), "/services/" + before.service() + "/deployments"));
  }
}

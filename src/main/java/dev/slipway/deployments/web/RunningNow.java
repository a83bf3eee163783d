package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentSummary;
import java.util.List;

/// What moves now, as the part of the list that is read again for it.
public record RunningNow(List<DeploymentSummary> running) {}

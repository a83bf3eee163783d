package dev.slipway.deployments;

import org.jspecify.annotations.Nullable;

/// What runs is not what the portal's last deployment left.
///
/// @param left the deployment that succeeded last
/// @param since the change from outside that followed, if it was seen
public record Drift(DeploymentSummary left, @Nullable DeploymentSummary since) {}

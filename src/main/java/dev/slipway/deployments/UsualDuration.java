package dev.slipway.deployments;

import java.time.Duration;

/// How long such a deployment takes here, from those that succeeded.
///
/// @param samples how many; under three nobody should count on it
public record UsualDuration(Duration median, Duration slow, int samples) {}

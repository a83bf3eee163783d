package dev.slipway.verification;

import org.jspecify.annotations.Nullable;

/// Says how rollouts of a service in an environment are verified.
///
/// @param version of the setting that the person saw
/// @param enabled null goes by the class of the environment
public record EditVerification(
    String service,
    String environment,
    int version,
    @Nullable Boolean enabled,
    boolean automatic,
    String reason) {}

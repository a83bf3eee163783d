package dev.slipway.policies;

import java.time.Instant;

/// One version of a policy with who made it and why.
public record EnvironmentPolicyVersion(
    EnvironmentPolicy policy, String reason, String editedBy, Instant editedAt) {}

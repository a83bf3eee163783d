package dev.slipway.verification;

import java.util.UUID;

/// Something of a verification was written anew. Published in the transaction that writes it.
public record Sampled(UUID deployment) {}

package dev.slipway.slo;

import java.util.UUID;

/// Where an objective stands was written anew. Published in the transaction that writes it.
public record StandingChanged(UUID objective) {}

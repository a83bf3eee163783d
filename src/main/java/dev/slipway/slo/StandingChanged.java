package dev.slipway.slo;

import java.util.UUID;

/// Where an objective stands was written anew. Published in the transaction that writes it.
///
/// @param shows whether a list says something else of it now: its state, its alert, or what is used
///   of its budget, to a tenth of a percent
public record StandingChanged(UUID objective, boolean shows) {}

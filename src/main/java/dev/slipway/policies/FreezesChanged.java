package dev.slipway.policies;

/// Told inside the process when something else is frozen than before, also where only the clock
/// went on.
public record FreezesChanged() {}

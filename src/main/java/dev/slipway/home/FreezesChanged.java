package dev.slipway.home;

/// Told inside the process when something else is frozen than before.
public record FreezesChanged() {}

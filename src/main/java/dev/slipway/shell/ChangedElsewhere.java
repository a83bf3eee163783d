package dev.slipway.shell;

/// An act on another instance changed what a live topic shows; `*` after a time in which this
/// instance heard nothing.
public record ChangedElsewhere(String topic) {}

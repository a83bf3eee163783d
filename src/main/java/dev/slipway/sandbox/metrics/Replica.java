package dev.slipway.sandbox.metrics;

/// A pod that takes its part of the traffic.
///
/// @param failing whether it answers many requests with an error
public record Replica(String pod, boolean failing) {}

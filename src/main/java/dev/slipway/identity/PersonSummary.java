package dev.slipway.identity;

/// A person as other pages name them.
///
/// @param handle the short name used to sign in, unique and never given again
public record PersonSummary(PersonId id, String handle, String name, boolean enabled) {}

package dev.slipway.catalog;

/// A link shown on a service or a system.
///
/// @param url absolute, http or https only
public record Link(String label, String url) {}

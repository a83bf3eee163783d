package dev.slipway.catalog;

/// A system as lists show it.
public record SystemView(SystemId id, String slug, String name, String description) {}

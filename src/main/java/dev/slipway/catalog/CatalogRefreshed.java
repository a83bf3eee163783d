package dev.slipway.catalog;

/// Told inside the process after the copy of the catalog in memory was replaced, whoever made the
/// change.
public record CatalogRefreshed(long revision) {}

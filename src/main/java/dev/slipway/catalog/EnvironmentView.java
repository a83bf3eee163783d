package dev.slipway.catalog;

import dev.slipway.identity.EnvironmentClass;

/// An environment: class decides care, rank the order of promotion (lowest first).
public record EnvironmentView(
    EnvironmentId id, String slug, String name, EnvironmentClass environmentClass, int rank) {}

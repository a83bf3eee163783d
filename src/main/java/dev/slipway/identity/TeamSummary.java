package dev.slipway.identity;

/// A team as other pages name it.
public record TeamSummary(TeamId id, String slug, String name) {}

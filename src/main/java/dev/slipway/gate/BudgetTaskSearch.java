package dev.slipway.gate;

import org.jspecify.annotations.Nullable;

/// Which tasks to read, newest first; an empty text does not narrow.
///
/// @param service slug
/// @param environment slug
/// @param open else those that ended
/// @param cursor of the page before
public record BudgetTaskSearch(
    String service, String environment, boolean open, @Nullable String cursor, int limit) {}

package dev.slipway.catalog;

import org.jspecify.annotations.Nullable;

/// Which services a list shows.
///
/// @param text part of slug, name or description; empty for all
/// @param system slug, or empty for all
/// @param team slug, or empty for all
/// @param cursor `next` of the page before, or null for the first page
/// @param limit 1 to 200
public record ServiceSearch(
    String text, String system, String team, @Nullable String cursor, int limit) {

  public ServiceSearch {
    text = text.strip();
    limit = Math.clamp(limit, 1, 200);
  }
}

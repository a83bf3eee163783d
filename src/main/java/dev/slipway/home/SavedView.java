package dev.slipway.home;

import java.util.UUID;

/// Filters of a list that a person keeps under a name.
///
/// @param query what follows the question mark of the address; empty for the list as it is
public record SavedView(UUID id, ViewedPage page, String name, String query) {

  /// Its address, which anybody may open who may open the page.
  public String href() {
    return query.isEmpty() ? page.path() : page.path() + "?" + query;
  }
}

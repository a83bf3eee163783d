package dev.slipway.home;

import dev.slipway.kernel.Actor;
import java.util.List;

/// One kind of thing that can be searched.
interface SearchSource {

  /// What of it fits, for what this person may see; empty for queries that ask for something else.
  List<SearchResult.Group> find(SearchQuery query, Actor actor);
}

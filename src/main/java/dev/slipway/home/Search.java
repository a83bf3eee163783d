package dev.slipway.home;

import dev.slipway.kernel.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds what somebody types: where to go, what to do, whom to ask. Changes nothing and keeps
/// nothing of what was asked.
@Component
public class Search {

  private final List<SearchSource> sources;

  Search(
      RunningVersions versions,
      GoTo places,
      KeptViews views,
      PagesToOpen pages,
      Doable actions,
      Colleagues people,
      ChangesMade changes) {
    this.sources = List.of(versions, places, views, actions, people, changes, pages);
  }

  public SearchResult find(String typed, Actor actor) {
    var query = SearchQuery.of(typed);
    return new SearchResult(
        typed,
        sources.stream()
            .flatMap(source -> source.find(query, actor).stream())
            .filter(group -> !group.hits().isEmpty())
            .toList());
  }
}

package dev.slipway.home;

import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/// The views that this person keeps, by name.
@Component
class KeptViews implements SearchSource {

  private static final int MOST = 6;

  private final SavedViews views;

  KeptViews(SavedViews views) {
    this.views = views;
  }

  @Override
  public List<SearchResult.Group> find(SearchQuery query, Actor actor) {
    if (query.scope() != SearchQuery.Scope.GO || actor.person() == null) {
      return List.of();
    }
    var hits =
        views.of(new PersonId(actor.person())).stream()
            .filter(view ->
                Likeness.of(query.terms(), view.name(), view.page().label()) != Likeness.NONE)
            .map(view -> SearchHit.page("bookmark", view.name(), view.page().label(), view.href()))
            .toList();
    return List.of(SearchResult.Group.of("Your views", hits, MOST));
  }
}

package dev.slipway.home;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.NavigationGuard;
import dev.slipway.shell.NavigationItem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The pages of the portal that this person can open; all of them while nothing is typed.
@Component
class PagesToOpen implements SearchSource {

  private static final int MOST = 20;

  /// What no navigation leads to.
  private static final List<NavigationItem> OTHERS =
      List.of(
          new NavigationItem("Compare environments", "/compare", "layers", 200, ""),
          new NavigationItem("Your views", "/views", "bookmark", 205, ""),
          new NavigationItem("API tokens", "/tokens", "key-round", 207, "", Permission.OWN_ACCOUNT),
          new NavigationItem("Freezes", "/freezes", "snowflake", 210, ""),
          new NavigationItem("Your account", "/me", "settings", 220, "", Permission.OWN_ACCOUNT),
          new NavigationItem("Help", "/help", "circle-help", 230, "", Permission.PUBLIC));

  private final ObjectProvider<NavigationItem> navigation;
  private final ObjectProvider<NavigationGuard> guards;

  PagesToOpen(ObjectProvider<NavigationItem> navigation, ObjectProvider<NavigationGuard> guards) {
    this.navigation = navigation;
    this.guards = guards;
  }

  @Override
  public List<SearchResult.Group> find(SearchQuery query, Actor actor) {
    if (query.scope() != SearchQuery.Scope.GO) {
      return List.of();
    }
    var hits =
        Stream.concat(
                navigation.stream().sorted(Comparator.comparingInt(NavigationItem::order)),
                OTHERS.stream())
            .filter(item -> Likeness.of(query.terms(), item.label()) != Likeness.NONE)
            .filter(
                item -> guards.stream().allMatch(guard -> guard.shows(actor, item.permission())))
            .map(item -> SearchHit.page(item.icon(), item.label(), "", item.href()))
            .toList();
    return List.of(SearchResult.Group.of("Pages", hits, MOST));
  }
}

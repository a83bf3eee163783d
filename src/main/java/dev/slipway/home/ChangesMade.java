package dev.slipway.home;

import dev.slipway.deployments.DeploymentSearch;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.kernel.Actor;
import dev.slipway.shell.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Deployments and open plans, for `#`: by service, environment, version, person, reason, or the
/// beginning of an id.
@Component
class ChangesMade implements SearchSource {

  private static final int MOST = 10;

  /// How far back the words of a search reach; the history has its own filters for all of it.
  private static final int NEWEST = 200;

  private final Deployments deployments;
  private final PendingChanges pending;
  private final LiveCells cells;

  ChangesMade(Deployments deployments, PendingChanges pending, LiveCells cells) {
    this.deployments = deployments;
    this.pending = pending;
    this.cells = cells;
  }

  @Override
  public List<SearchResult.Group> find(SearchQuery query, Actor actor) {
    return query.scope() == SearchQuery.Scope.CHANGES
        ? List.of(
            SearchResult.Group.of("Plans and what runs now", open(query.terms()), MOST),
            SearchResult.Group.of("Deployments", made(query.terms()), MOST))
        : List.of();
  }

  private List<SearchHit> open(List<String> terms) {
    List<SearchHit> hits = new ArrayList<>();
    pending.all().values().stream()
        .filter(change -> fits(terms, change.sentence(), change.link()))
        .forEach(change ->
            hits.add(SearchHit.page("file-text", change.sentence(), words(change), change.link())));
    return hits;
  }

  private static String words(Pending change) {
    return switch (change.stage()) {
      case ASKED -> change.people().isEmpty() ? "needs OK" : "waits for " + change.people();
      case APPROVED -> "approved, not started";
      case RUNNING -> change.progress().isEmpty() ? "on its way" : change.progress();
    };
  }

  /// The newest of all, and of a service that is named the newest of its own.
  private List<SearchHit> made(List<String> terms) {
    var named =
        cells.layout().services().stream()
            .filter(service -> terms.contains(service.slug()))
            .findFirst();
    var search =
        named
            .map(service -> DeploymentSearch.ofService(service.slug(), NEWEST))
            .orElseGet(() -> DeploymentSearch.newest(NEWEST));
    return deployments.search(search).items().stream()
        .filter(one -> fits(terms, texts(one)))
        .map(ChangesMade::hit)
        .toList();
  }

  private static String[] texts(DeploymentSummary one) {
    return Stream.of(
            one.sentence(),
            one.service(),
            one.environment(),
            one.requester(),
            one.reason(),
            Look.of(one.seen()).word(),
            "/deployments/" + one.id())
        .toArray(String[]::new);
  }

  private static boolean fits(List<String> terms, String... texts) {
    return Likeness.of(terms, texts) != Likeness.NONE;
  }

  private static SearchHit hit(DeploymentSummary one) {
    var look = Look.of(one.seen());
    return SearchHit.page(
        look.icon(),
        one.sentence(),
        look.word() + ", " + one.requester(),
        "/deployments/" + one.id());
  }
}

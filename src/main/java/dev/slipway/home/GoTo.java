package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/// Services, services in an environment, environments, systems, teams and clusters by name. Asks
/// memory only.
@Component
class GoTo implements SearchSource {

  private static final int SERVICES = 8;
  private static final int OTHERS = 4;

  /// What is only named beside counts less than any name of its own.
  private static final int BESIDE = 20;

  private final LiveCells cells;
  private final Systems systems;
  private final Teams teams;
  private final Clusters clusters;

  GoTo(LiveCells cells, Systems systems, Teams teams, Clusters clusters) {
    this.cells = cells;
    this.systems = systems;
    this.teams = teams;
    this.clusters = clusters;
  }

  @Override
  public List<SearchResult.Group> find(SearchQuery query, Actor actor) {
    if (query.scope() != SearchQuery.Scope.GO || query.isEmpty()) {
      return List.of();
    }
    var terms = query.terms();
    var layout = cells.layout();
    return List.of(
        SearchResult.Group.of("Services in an environment", places(layout, terms), OTHERS),
        SearchResult.Group.of("Services", services(layout, terms), SERVICES),
        SearchResult.Group.of("Environments", environments(layout, terms), OTHERS),
        SearchResult.Group.of("Systems", systems(terms), OTHERS),
        SearchResult.Group.of("Teams", teams(teams.all(), terms), OTHERS),
        SearchResult.Group.of("Clusters", clusters(terms), OTHERS));
  }

  private static List<SearchHit> services(Layout layout, List<String> terms) {
    var found = new Found<ServiceView>();
    for (var service : layout.services()) {
      found.add(likeness(service, terms), service.slug(), service);
    }
    return found.best().stream().map(GoTo::hit).toList();
  }

  private static SearchHit hit(ServiceView service) {
    return SearchHit.page(
        "box",
        service.label(),
        service.systemName() + ", team " + service.teamName(),
        "/services/" + service.slug());
  }

  /// By its own names first; a system or a team narrows what several words ask for.
  private static int likeness(ServiceView service, List<String> terms) {
    var own = Likeness.of(terms, service.slug(), service.name());
    if (own != Likeness.NONE || terms.size() < 2) {
      return own;
    }
    var beside =
        Likeness.of(
            terms, service.slug(), service.name(), service.systemSlug(), service.systemName());
    return beside == Likeness.NONE ? beside : beside + BESIDE;
  }

  /// "vote prod": the words that begin an environment's name say where, the others which service.
  private List<SearchHit> places(Layout layout, List<String> terms) {
    if (terms.size() < 2) {
      return List.of();
    }
    var found = new Found<SearchHit>();
    for (var stage : layout.environments()) {
      var others = terms.stream().filter(term -> !begins(stage, term)).toList();
      if (others.isEmpty() || others.size() == terms.size()) {
        continue;
      }
      for (var service : layout.services()) {
        var likeness = Likeness.of(others, service.slug(), service.name());
        if (likeness != Likeness.NONE && isPlaced(layout, service, stage)) {
          found.add(likeness, service.slug() + " " + stage.slug(), place(service, stage));
        }
      }
    }
    return found.best();
  }

  static boolean begins(EnvironmentView stage, String term) {
    return Likeness.best(term, stage.slug(), stage.name()) <= 1;
  }

  private static boolean isPlaced(Layout layout, ServiceView service, EnvironmentView stage) {
    return layout.row(service.id()).get(layout.environments().indexOf(stage)) != null;
  }

  private static SearchHit place(ServiceView service, EnvironmentView stage) {
    return SearchHit.page(
        "box",
        service.slug() + " in " + stage.name(),
        service.systemName(),
        "/services/" + service.slug() + "/env/" + stage.slug());
  }

  private static List<SearchHit> environments(Layout layout, List<String> terms) {
    var found = new Found<SearchHit>();
    layout
        .environments()
        .forEach(stage ->
            found.add(
                Likeness.of(terms, stage.slug(), stage.name()),
                stage.slug(),
                SearchHit.page(
                    "layers",
                    stage.name(),
                    "environment, class " + stage.environmentClass().slug(),
                    "/environments/" + stage.slug())));
    return found.best();
  }

  private List<SearchHit> systems(List<String> terms) {
    var found = new Found<SearchHit>();
    systems
        .all()
        .forEach(system ->
            found.add(
                Likeness.of(terms, system.slug(), system.name()),
                system.slug(),
                SearchHit.page("package", system.name(), "system", "/systems/" + system.slug())));
    return found.best();
  }

  static List<SearchHit> teams(List<TeamSummary> all, List<String> terms) {
    var found = new Found<SearchHit>();
    all.forEach(team ->
        found.add(
            Likeness.of(terms, team.slug(), team.name()),
            team.slug(),
            SearchHit.page("users", team.name(), "team", "/teams/" + team.slug())));
    return found.best();
  }

  private List<SearchHit> clusters(List<String> terms) {
    var found = new Found<SearchHit>();
    clusters
        .all()
        .forEach(cluster ->
            found.add(
                Likeness.of(terms, cluster.slug(), cluster.name()),
                cluster.slug(),
                SearchHit.page(
                    "server", cluster.name(), "cluster", "/clusters/" + cluster.slug())));
    return found.best();
  }
}

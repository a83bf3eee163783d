package dev.slipway.home;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.kernel.Actor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Where a version or a digest runs, for a word that looks like one.
@Component
class RunningVersions implements SearchSource {

  private static final int MOST = 12;
  private static final int BEGINS = 1;

  /// One digit begins too many versions to tell anything.
  private static final int SHORTEST = 2;

  private static final Pattern TAG = Pattern.compile("v?\\d[a-z0-9._+-]*|[a-z]+-v?\\d+\\..*");
  private static final Pattern DIGEST = Pattern.compile("(?:sha256:|@)?(?<hex>[0-9a-f]{4,64})");

  private final LiveCells cells;

  RunningVersions(LiveCells cells) {
    this.cells = cells;
  }

  @Override
  public List<SearchResult.Group> find(SearchQuery query, Actor actor) {
    if (query.scope() != SearchQuery.Scope.GO) {
      return List.of();
    }
    var wanted =
        query.terms().stream()
            .filter(term -> term.length() >= SHORTEST && isVersion(term))
            .findFirst();
    return wanted.map(version -> List.of(group(version, query))).orElse(List.of());
  }

  static boolean isVersion(String term) {
    return TAG.matcher(term).matches() || DIGEST.matcher(term).matches();
  }

  private SearchResult.Group group(String version, SearchQuery query) {
    var others = query.terms().stream().filter(term -> !term.equals(version)).toList();
    var layout = cells.layout();
    Map<EnvironmentId, EnvironmentView> stages = new HashMap<>();
    layout.environments().forEach(stage -> stages.put(stage.id(), stage));
    var found = new Found<Place>();
    for (var placement : layout.placements().values()) {
      var cell = cells.cell(placement.id()).orElse(null);
      var stage = stages.get(placement.environment());
      var likeness = cell == null || stage == null ? Likeness.NONE : runs(cell.version(), version);
      if (cell == null || stage == null || likeness == Likeness.NONE) {
        continue;
      }
      var service = layout.service(placement.service());
      if (Likeness.of(others, service.slug(), service.name(), stage.slug(), stage.name())
          != Likeness.NONE) {
        found.add(likeness, service.slug(), new Place(service.slug(), stage, cell));
      }
    }
    var places = found.best();
    var hits = places.stream().limit(MOST).map(Place::hit).toList();
    return new SearchResult.Group("Runs " + version, hits, places.size() - hits.size());
  }

  /// Thousands may run a version; only those that are shown become hits.
  private record Place(String service, EnvironmentView stage, Cell cell) {

    SearchHit hit() {
      return SearchHit.page(
          "git-commit-horizontal",
          service + " in " + stage.name(),
          cell.versions() + cell.version().shortDigest() + (cell.stale() ? ", not live" : ""),
          "/services/" + service + "/env/" + stage.slug());
    }
  }

  private static int runs(Version version, String wanted) {
    var tag = Likeness.best(wanted, version.tag());
    if (tag <= BEGINS) {
      return tag;
    }
    var digest = version.digest();
    var hex = DIGEST.matcher(wanted);
    return digest != null
            && hex.matches()
            && digest.substring(digest.indexOf(':') + 1).startsWith(hex.group("hex"))
        ? BEGINS + 1
        : Likeness.NONE;
  }
}

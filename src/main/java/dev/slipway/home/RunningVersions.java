package dev.slipway.home;

import dev.slipway.kernel.Actor;
import java.util.List;
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
    return wanted
        .map(version ->
            List.of(SearchResult.Group.of("Runs " + version, places(version, query), MOST)))
        .orElse(List.of());
  }

  static boolean isVersion(String term) {
    return TAG.matcher(term).matches() || DIGEST.matcher(term).matches();
  }

  private List<SearchHit> places(String version, SearchQuery query) {
    var others = query.terms().stream().filter(term -> !term.equals(version)).toList();
    var layout = cells.layout();
    var found = new Found<SearchHit>();
    for (var placement : layout.placements().values()) {
      var cell = cells.cell(placement.id()).orElse(null);
      var likeness = cell == null ? Likeness.NONE : runs(cell.version(), version);
      if (cell == null || likeness == Likeness.NONE) {
        continue;
      }
      var service = layout.service(placement.service());
      var stage = layout.environment(placement.environment());
      if (Likeness.of(others, service.slug(), service.name(), stage.slug(), stage.name())
          != Likeness.NONE) {
        found.add(
            likeness,
            service.slug() + " " + stage.slug(),
            SearchHit.page(
                "git-commit-horizontal",
                service.slug() + " in " + stage.name(),
                cell.versions() + cell.version().shortDigest() + (cell.stale() ? ", not live" : ""),
                "/services/" + service.slug() + "/env/" + stage.slug()));
      }
    }
    return found.best();
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

package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Freshness;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/v1/clusters`.
@RestController
class ClusterResource {

  private final Clusters clusters;

  ClusterResource(Clusters clusters) {
    this.clusters = clusters;
  }

  @GetMapping("/api/v1/clusters")
  @Requires(Permission.VIEW)
  Page<ClusterItem> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return Page.of(clusters.all(), ClusterView::slug, cursor, limit).map(ClusterResource::item);
  }

  private static ClusterItem item(ClusterView cluster) {
    var freshness = cluster.freshness();
    return new ClusterItem(
        cluster.slug(),
        cluster.name(),
        cluster.sight().version(),
        word(freshness),
        freshness.asOf(),
        freshness.state() != Freshness.State.LIVE,
        cluster.sight().problem(),
        cluster.sight().kinds().stream()
            .map(kind -> new KindItem(kind.name(), word(kind.freshness()), kind.freshness().asOf()))
            .toList());
  }

  private static String word(Freshness freshness) {
    return freshness.state().name().toLowerCase(Locale.ROOT);
  }

  record ClusterItem(
      String slug,
      String name,
      @Nullable String version,
      String state,
      @Nullable Instant asOf,
      boolean stale,
      @Nullable String problem,
      List<KindItem> freshness) {}

  record KindItem(String kind, String state, @Nullable Instant asOf) {}
}

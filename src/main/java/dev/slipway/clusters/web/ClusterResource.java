package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Freshness;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.time.Clock;
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
  private final Clock clock;

  ClusterResource(Clusters clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  @GetMapping("/api/v1/clusters")
  @Requires(Permission.VIEW)
  Page<ClusterItem> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return Page.of(clusters.all(), ClusterView::slug, cursor, limit).map(this::item);
  }

  private ClusterItem item(ClusterView cluster) {
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
            .toList(),
        new CredentialsItem(
            cluster.origin().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            CredentialLine.of(cluster, clock.instant()).state(),
            cluster.expiresAt()),
        clusters.rights(cluster.id()).map(ClusterResource::rights).orElse(null));
  }

  private static RightsItem rights(ClusterRights rights) {
    return new RightsItem(
        rights.account(),
        rights.asOf(),
        rights.standings().stream()
            .map(standing ->
                new AreaItem(
                    standing.area().name().toLowerCase(Locale.ROOT),
                    standing.isWhole(),
                    rights.namespacesOf(standing),
                    standing.missing().stream().map(ClusterRights.Right::words).toList()))
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
      List<KindItem> freshness,
      CredentialsItem credentials,
      @Nullable RightsItem rights) {}

  /// @param origin `portal`, `configuration` or `in-cluster`
  /// @param state `valid`, `expiring`, `expired` or `refused`
  record CredentialsItem(String origin, String state, @Nullable Instant expiresAt) {}

  /// @param account by which the API server knows the portal
  record RightsItem(String account, Instant asOf, List<AreaItem> areas) {}

  /// @param granted whether nothing of it is missing in any namespace
  /// @param namespaces with services, in which nothing is missing
  record AreaItem(String area, boolean granted, List<String> namespaces, List<String> missing) {}

  record KindItem(String kind, String state, @Nullable Instant asOf) {}
}
